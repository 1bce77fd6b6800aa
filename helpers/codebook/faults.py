"""Faults: the words of every problem that the checks of tables can find, in one place.

>>> TWICE.problem
'the column stands twice'
"""

from __future__ import annotations

from typing import NamedTuple


class Fault(NamedTuple):
    """What can be wrong, and how to mend it: templates, with the names of values in braces."""

    problem: str
    fix: str

    def words(self, **values: object) -> tuple[str, str]:
        """Return problem and fix with values filled in; a value's own braces are left alone.

        >>> Fault("no such {what}", "write {fix}").words(what="{0}", fix="{what}")
        ('no such {0}', 'write {what}')
        """
        return self.problem.format(**values), self.fix.format(**values)


# --- headers ----------------------------------------------------------------------------------

TWICE = Fault("the column stands twice", "keep one of them")
NO_SUCH_COLUMN = Fault("{table} has no such column", "{fix}")
COLUMN_MISSING = Fault("the column is missing", "add it: {description}")

# --- cells ------------------------------------------------------------------------------------

BLANK = Fault("the cell is blank", "fill it in: {description}")
UNPRINTABLE = Fault(
    "the cell holds a character that no page can show: U+{code}",
    "delete it, or type the text again",
)
WHITE_SPACE = Fault("the cell holds nothing but white space", "empty it")
NOT_ALLOWED = Fault("not an allowed value", "{fix}")
ITEM_NOT_ALLOWED = Fault("{item!r} is not an allowed value", "{fix}")
OTHER_FORM = Fault("not in the form that the column asks for", "{description}")
NO_DATE = Fault("not a date in EDTF", "{fix}")
EMPTY_ITEM = Fault("the list has an empty item", "remove the extra {separator!r}")

# --- ids --------------------------------------------------------------------------------------

ID_USED = Fault("already used in row {earlier}", "give each row an id of its own")
LOOKS_LIKE = Fault(
    "looks like {other!r} of row {row}",
    "write both alike if they are one, or make the ids tell them apart",
)
ID_LONG = Fault("the id is longer than {longest} characters", "choose a short one")
ID_SPACED = Fault("the id has white space around it", "write {stripped!r}")
ID_SEPARATOR = Fault(
    "the id contains {separator!r}, which separates the items of a list",
    "choose another character",
)
ID_LOOK_ALIKE = Fault(
    "the id contains a character that is invisible or looks like another: {character}",
    "type it again with plain letters, digits and hyphens",
)
ID_COMBINING = Fault(
    "the id is written with separate combining marks",
    "write {composed!r} in composed letters (Unicode NFC)",
)
ID_MIXED = Fault(
    "the id mixes {scripts} letters that look alike",
    "type it again in one script",
)
NO_SUCH_ID = Fault("no such {key} in {target}.csv", "{fix}")

# --- rows -------------------------------------------------------------------------------------

REPEATED = Fault(
    "the row repeats row {earlier}",
    "delete one of them, or say in which column they differ",
)
EXAMPLE = Fault(
    "the row is the example of the template",
    "delete it, or its note if it is a row of yours",
)
CIRCLE = Fault(
    "speaks for itself in a circle: {circle}",
    "blank one speaks_for of the circle",
)
CHAIN = "name each relay once, outermost first, without the speaker"
SPEAKER_IS_RELAY = Fault("the speaker {speaker!r} is also a relay", CHAIN)
RELAY_TWICE = Fault("a relay stands twice", CHAIN)
OWN_ALTERNATIVE = Fault(
    "the row is its own alternative",
    "name the row that it would replace, or blank the cell",
)
NOT_FIRST_CODING = Fault(
    "{primary!r} is itself an alternative",
    "name the first coding: {first!r}",
)
OTHER_KIND = Fault(
    "is of kind {kind!r}, and {relation!r} takes {kinds}",
    "choose another relation or {end}, or mend the kind in entities.csv or relations.csv",
)
OTHER_REASON = Fault(
    "the reason is {reason!r}",
    "name the repeated claim with the reason 'repeats', and only there",
)

# --- files, sheets and texts ------------------------------------------------------------------

NOT_UTF8 = Fault("the file is not UTF-8", "{fix}")

# --- tables of one's own ----------------------------------------------------------------------

NAME_BLANK = Fault("the name is blank", "fill it in, or leave it out: frame.drop({drop})")

# --- FollowTheMoney ---------------------------------------------------------------------------

NO_JSON = Fault(
    "the line is no entity in JSON",
    "write one object with an id, a schema and properties in each line",
)
BROKEN_JSON = Fault("the JSON goes wrong or breaks off here: {error}", "export the file again")
UNREADABLE = Fault("the file cannot be read: {why}", "unpack it, or export it again")
NO_ENTITIES = Fault("the file holds no entity", "export it again, or choose another file")
NO_TEXT = Fault(
    "the value is no text and no entity with an id",
    "write texts, ids or whole entities into the lists of properties",
)
NO_SIDE = Fault(
    "the property does not say how the {schema} and the entity in it are tied",
    "name this one in a property of the entity inside",
)
NO_SCHEMA = Fault("FollowTheMoney {version} has no such schema{more}", "{fix}")
TWO_SCHEMATA = Fault(
    "the id {id!r} has the schema {schema} in line {line}, and neither includes the other",
    "give two entities two ids, or mend one schema",
)
END_MISSING = Fault(
    "the {schema} has no {end}",
    "name the entity at this end, or leave the link out",
)
NO_SUCH_END = Fault(
    "no line defines an entity with this id{more}",
    "add the line, or leave the link out",
)
END_IS_LINK = Fault(
    "the {schema} points at a {other}, which is a link itself",
    "name the person, organization or thing that is meant",
)
WRONG_END = Fault(
    "the {schema} takes {kinds} here, and this is a {other}",
    "mend the id, or the schema of one of the two",
)
ENDS_EARLIER = Fault("the end lies before the start", "mend startDate or endDate")
