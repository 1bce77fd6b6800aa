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

RETYPE = "delete it, or type the text again"
BLANK = Fault("the cell is blank", "fill it in: {description}")
UNPRINTABLE = Fault(
    "the cell holds a character that no page can show: U+{code}",
    RETYPE,
)
WHITE_SPACE = Fault("the cell holds nothing but white space", "empty it")
NOT_ALLOWED = Fault("not an allowed value", "{fix}")
ITEM_NOT_ALLOWED = Fault("{item!r} is not an allowed value", "{fix}")
OTHER_FORM = Fault("not in the form that the column asks for", "{description}")
NO_DATE = Fault("not a date in EDTF", "{fix}")
END_FIRST = Fault("the end lies before the beginning", "did you mean {turned!r}?")
NO_SUCH_DAY = Fault(
    "there is no such day: {month} has {days} days",
    "write another day, or the month alone: {month!r}",
)
YEARS_OR_SEASON = Fault("the date can be read as years or as a season", "{fix}")
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
NO_SUCH_RELATION = "no such relation in relations.csv"
SHIPPED_RELATION = Fault(
    NO_SUCH_RELATION,
    "the shipped table in data/haqqani-2021 defines {relation!r}, and yours takes its place: "
    "copy the row into yours",
)
OWN_RELATION = Fault(
    NO_SUCH_RELATION,
    "{fix}; a table relations of yours takes the place of the shipped one: "
    "begin it as a copy of that in data/haqqani-2021",
)

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

UTF8 = "save it again as UTF-8 (in Excel: 'CSV UTF-8')"
NOT_UTF8 = Fault("the file is not UTF-8", UTF8)
UTF16 = Fault("the file is UTF-16, not UTF-8", UTF8)
NAME_UNPRINTABLE = Fault(
    "the name holds a character that no page can show: U+{code}",
    "rename the folder or the workbook",
)
NO_FOLDER = Fault("there is no such folder", "give the path of a folder with a claims.csv")
NO_FOLDER_BUT_FILE = Fault(
    "there is no such folder, but a file",
    "give the path of a folder with a claims.csv, or of a workbook that is saved as .xlsx",
)
NO_CLAIMS = Fault(
    "there is no {name} in {folder}",
    "add it: it is the one table that every dataset needs",
)
FILE_MISNAMED = Fault(
    "the file name is not that of a table",
    "rename it to {meant}, or move it elsewhere",
)
ROW_UNREADABLE = Fault(
    "the row cannot be read: {error}",
    "put quotation marks around cells with commas, and double the marks inside them",
)
OTHER_SEPARATOR = Fault("the cells are separated by {plural}", "save it as CSV with commas")
HEADER_BELOW = Fault(
    "the column names stand in row {below}, not in row 1",
    "delete the rows above row {below}",
)
NO_HEADER = Fault(
    "the first row has no column names",
    "start the file with a row of column names",
)
ROW_WIDE = Fault(
    "the row has {cells} cells under {names} column names",
    "put quotation marks around cells with commas, or remove the extra cell",
)
COLUMN_UNNAMED = Fault(
    "column {number} has cells but no name",
    "name the column in row 1, or empty its cells",
)
NO_WORKBOOK = Fault(
    "there is no such workbook",
    "give the path of a workbook with a sheet claims",
)
WORKBOOK_LARGE = Fault(
    "unpacked, the workbook is larger than {largest:,} bytes",
    "delete what the sheets do not need, or save each as CSV",
)
WORKBOOK_UNREADABLE = Fault(
    "the file cannot be read as an .xlsx workbook",
    "open it in Excel or LibreOffice and save it as .xlsx, without a password",
)
SHEET_MISNAMED = Fault(
    "the name of the sheet is not that of a table",
    "rename it to {meant}, or to something else",
)
NO_CLAIMS_SHEET = Fault(
    "the workbook has no sheet of this name",
    "add it: it is the one sheet that every dataset needs; a list or a matrix of people "
    "and organizations is converted first, as notebook 04 shows",
)
SHEET_HIDDEN = Fault(
    "the sheet is hidden",
    "show it, so that everybody sees what is read, or delete it",
)
CELLS_MERGED = Fault(
    "the cells are merged, so that only the first of them has the text",
    "split them, and fill in each",
)
CELL_ERROR = Fault(
    "the cell shows an error of the spreadsheet",
    "type the value that is meant, or empty the cell",
)
CELL_FORMULA = Fault(
    "the cell holds a formula without a result",
    "open the workbook in Excel or LibreOffice, copy the cell and paste it as "
    "a value; or type an apostrophe before it, if it is meant as text",
)
HALF_CHARACTER = Fault(
    "the cell holds half a character (a surrogate without its other half)",
    RETYPE,
)
NO_TEXT = Fault(
    "no such file in the dataset's folder or in seeds/",
    "put the file there and write its bare name",
)
OTHER_CHECKSUM = Fault(
    "{name} has another checksum: {checksum}",
    "restore the text that was coded, or check every quote and write the new checksum",
)
NO_DOCUMENT = Fault(
    "the quote names no document, so that nothing can check it",
    "name the document in which it stands: {documents}",
)
QUOTE_AMBIGUOUS = Fault(
    "the quote stands in the text more than once: {count} times, in {lines}",
    "add the words just before or after as quote_prefix or quote_suffix: {contexts}",
)
QUOTE_MISSING = Fault("the quote is not in the text", "copy it from the text; {reason}")
QUOTE_DIFFERS = Fault(
    "the quote is not in the text letter by letter",
    "{reason}; copy the passage from the text: {passage}",
)
QUOTE_BROKEN = Fault(
    "the text breaks the line within the quote",
    "join the lines in the text, or write the break into the cell as well (\\n): {passage}",
)
WORDS_MISSING = Fault(
    "these words are not in the text letter by letter",
    "copy them from the text, or put words of your own into the note; {reason}",
)

# --- tables of one's own ----------------------------------------------------------------------

NAME_BLANK = Fault("the name is blank", "fill it in, or leave it out: frame.drop({drop})")

# --- FollowTheMoney ---------------------------------------------------------------------------

NO_JSON = Fault(
    "the line is no entity in JSON",
    "write one object with an id, a schema and properties in each line",
)
