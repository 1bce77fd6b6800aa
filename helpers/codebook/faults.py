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
NO_DATE = Fault("not a date in EDTF (year-month-day)", "{fix}")
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
QUOTES_ITSELF = Fault(
    "the document {document!r} quotes itself: {source!r}, whose own text it is, stands behind "
    "another relay",
    "name this source first in the chain, or mend the source of the document",
)
SAID_AFTER = Fault(
    "it was said after the document was published, {published}",
    "mend the date that is wrong, here or in documents.csv",
)
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
SAME_SELF = Fault("an entity is the same as itself", "name another entity, or delete the row")
SAME_AGAIN = Fault(
    "the pair stands in row {earlier} too, with the decision {decision!r}",
    "keep one of the two rows",
)
SAME_UNSIGNED = Fault(
    "nobody has decided that the two are one",
    "write who decided it, or write undecided",
)
SAME_TWO = Fault(
    "{entity!r} is read as {other!r} already, in row {earlier}",
    "keep one of the two rows; if all three are one, say so of {other!r} and {value!r}",
)
SAME_CIRCLE = Fault(
    "read as itself in a circle: {circle}",
    "delete one row of the circle: the entity that its row names first is kept",
)
SAME_DENIED = Fault(
    "the two are not one, and yet other rows make them one: {rows}",
    "decide: change this no, or a yes of these rows",
)
SAME_KINDS = Fault(
    "{entity!r} is of kind {kind!r}, and {other!r} of kind {other_kind!r}",
    "write no, or mend the kind in entities.csv",
)
OTHER_REASON = Fault(
    "the reason is {reason!r}",
    "name the repeated claim with the reason 'repeats', and only there",
)

# --- files, sheets and texts ------------------------------------------------------------------

NO_PLAIN_TEXT = Fault(
    "the file is no plain text but {what}",
    "save its words as plain text in UTF-8 (a table as 'CSV UTF-8')",
)
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
NO_FILE = Fault(
    "it is there, and cannot be read as a file",
    "put a CSV file in its place, or take it away",
)
FILE_MISNAMED = Fault(
    "the file name is not that of a table",
    "rename it to {meant}, or move it elsewhere",
)
MARK_NOT_CLOSED = Fault(
    "the row cannot be read: a quotation mark opens a cell and is never closed",
    "take the mark out; or put one behind the cell too, and double the marks inside them",
)
MARK_WITHIN = Fault(
    "the row cannot be read: text follows a quotation mark that closes a cell",
    "put quotation marks around the whole cell, and double the marks inside them",
)
OTHER_SEPARATOR = Fault(
    "the cells are separated by {plural}",
    "save it as CSV with commas; where Excel writes semicolons instead, save all tables as "
    "sheets of one .xlsx workbook, each by its name",
)
HEADER_BELOW = Fault(
    "the column names stand in row {below}, not in row 1",
    "delete the rows above row {below}",
)
HEADER_AGAIN = Fault("the column names stand here once more", "delete the row")
NO_HEADER = Fault(
    "the first row has no column names",
    "start the file with a row of column names",
)
FILE_OF_TABLE = Fault(
    "the file has the columns of a table, and not its name",
    "rename it to {meant}, or move it elsewhere",
)
FILE_NOT_CSV = Fault(
    "a table in a folder has to be a CSV file",
    "save it as {meant}, or move it elsewhere",
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
OLD_OFFICE = Fault("the file is {what}", "{cure}")
WORKBOOK_UNREADABLE = Fault(
    "the file cannot be read as an .xlsx workbook",
    "open it in Excel or LibreOffice and save it as .xlsx, without a password",
)
SHEET_MISNAMED = Fault(
    "the name of the sheet is not that of a table",
    "rename it to {meant}, or to something else",
)
SHEET_OF_TABLE = Fault(
    "the sheet has the columns of a table, and not its name",
    "rename it to {meant}; or delete it, if it is no part of the dataset",
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
CELL_DIGITS = Fault(
    "the number has more than 15 digits, of which a workbook keeps 15",
    "type all its digits as text, after an apostrophe",
)
CELL_NO_YEAR = Fault(
    "the sheet shows no year of this date, and the spreadsheet may have made one up",
    "show the year, if it is right; or type what is meant as text, after an apostrophe",
)
HALF_CHARACTER = Fault(
    "the cell holds half a character (a surrogate without its other half)",
    RETYPE,
)
NO_TEXT = Fault(
    "no such file in the dataset's folder or in seeds/",
    "put the file there and write its bare name",
)
TEXT_IS_TABLE = Fault(
    "a table of the dataset has this name",
    "rename the file of the text, and write its new name here",
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

ODD_CELL = Fault(
    "the cell holds neither a text nor a list of texts but a {type}",
    "write a text, or a list of texts without lists inside",
)
PRINTED_LIST = Fault(
    "a list stands here as a program prints it",
    "write the names with one separator between them, and name it in split=",
)
LIST_HERE = Fault("a list stands where one value should", "write one value")
NO_ORDER = Fault(
    "a set has no order, so its items cannot go along with names",
    "make a list of it, in the order of the names",
)
FORMULA = Fault(
    "a formula, or the error that it gives, stands where a text should be",
    "type what is meant, or leave the row out (in code): {drop}",
)
LATE_YEAR = Fault(
    "a year after {latest}, or a date that a spreadsheet stored as a number", "{fix}; {blank}"
)
STAND_IN = Fault(
    "registers write this date where they have none",
    "{blank}",
)
EARLY_YEAR = Fault(
    "a year before the year 1, or a dash that means something else",
    "{fix}; if it is a year before the year 1, say so: real_names=[{cell!r}]",
)
HTML_CODE = Fault(
    "a code of web pages (HTML) stands here: its {separator!r} would split the name",
    "write {meant!r}",
)
NO_NAMES = Fault(
    "the row names neither a person nor an organization",
    "if it is a note or a total, leave it out: {drop}",
)
NO_NAME = Fault("the row names no {kind}", "fill it in, or leave the row out: {drop}")
PLACEHOLDER = Fault(
    "{cell!r} would become {kind} of this name", "write the name, or leave the row out: {drop}{ask}"
)
TOTAL = Fault(
    "{cell!r} would become {kind} of this name",
    "if the row holds totals, leave it out: {drop}",
)
ONE_FOR_ALL = Fault(
    "{cell!r} would become one {what}",
    "blank the cell if nothing is known, or write what is meant{ask}",
)
CUT_SHORT = Fault(
    "a program has cut this long number short, so that different ids look alike",
    "write all its digits, as text; if it is the id itself, say so: real_names=[{cell!r}]",
)
NOT_AS_MANY = Fault("{names} and {items}", "write as many {what} as names{between}")
ALIAS_SEPARATOR = Fault(
    "';', which separates aliases, stands in one: {alias!r}", "write it without"
)
ITSELF = Fault(
    "the row ties {name!r} to itself", "write the other name, or leave the row out: {drop}"
)
ROW_REPEATED = Fault(
    "the row repeats row {earlier}",
    "leave it out: {drop}; or name a column in which the two differ",
)
SAID_TWICE = Fault("the row says the same twice", "take the name out that stands twice in a list")
NO_RELATION = Fault(
    "no relation is given for this role",
    "{meant}add it to relation=, which has {known}; or add '' for all other roles",
)
DENIED_TWICE = Fault(
    "the row denies, and names who denies it",
    "blank one of the two: what is denied is what somebody else asserts",
)
OTHER_SCRIPT = Fault(
    "row {row} writes the name of {entity!r} in its original script as {earlier!r}",
    "write both alike, or give the two ids of their own",
)
ONE_DATE = Fault(
    "an interval or a set stands where one date should",
    "write one date, or name a column with intervals in valid=, without start= and end={early}",
)
TIME_OF_DAY = Fault("a time of day stands where a day should", "write {day!r}")
NO_START = Fault("not a date in EDTF (year-month-day)", "{fix}; leave it blank if nobody knows it")
NO_END = Fault(
    "not a date in EDTF (year-month-day)",
    "{fix}; leave it blank if it goes on, write ? if nobody knows it",
)
ENDS_BEFORE_START = Fault("the end lies before the start, {start}", "mend the one that is wrong")
NO_INTERVAL = Fault(
    "start and end make no interval in EDTF: {interval}", "write days, months or years"
)
OTHER_TIME = Fault(
    "the row says {time!r}, and its dates say otherwise: {valid}",
    "mend the one that is wrong, or say as of which day the table is: as_of=",
)
NAME_BLANK = Fault("the name is blank", "fill it in, or leave it out: {drop}")
NAME_TWICE = Fault(
    "the name stands twice",
    "name each once: make one row or column of both, or tell them apart",
)
NAME_TOTAL = Fault(
    "{name!r} would become {kind} of this name",
    "if these are totals, leave them out: {drop}",
)
NAME_OF_NOBODY = Fault(
    "{name!r} would become {kind} of this name",
    "write the name, or leave it out: {drop}{ask}",
)
NAME_NUMBER = Fault(
    "{name!r} would become {kind} of this name",
    "the first row or column of cells was taken for names: read the matrix again, with"
    " its own; or write the name",
)
NO_TRUTH = Fault("neither 1 nor 0 nor blank{more}", "{fix}")
SAME_NAMES = Fault(
    "the same {count} names stand down the side and along the top, so that it would tie people"
    " to organizations of their names",
    "make a table with two columns of names, and give it to from_table with"
    " kinds=('person', 'person') or kinds=('organization', 'organization')",
)

# --- FollowTheMoney ---------------------------------------------------------------------------

NO_JSON = Fault(
    "the line is no entity in JSON",
    "write one object with an id, a schema and properties in each line",
)
BROKEN_JSON = Fault("the JSON goes wrong or breaks off here: {error}", "export the file again")
UNREADABLE = Fault("the file cannot be read: {why}", "unpack it, or export it again")
NO_ENTITIES = Fault("the file holds no entity", "export it again, or choose another file")
NO_VALUE = Fault(
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

# --- graphs and Popolo ------------------------------------------------------------------------

AS_TABLE = "or write its edges as a table, and read that with from_table"
GRAPH_LARGE = Fault(
    "the file is larger than {largest:,} bytes", f"take out of it what is idle, {AS_TABLE}"
)
GRAPH_DECLARES = Fault(
    "the file declares a document type, which no graph needs and which can make it grow",
    "delete the lines from <!DOCTYPE to ]>, or export it again",
)
GRAPH_UNREADABLE = Fault(
    "the file cannot be read as a graph: {why}", f"export it again, {AS_TABLE}"
)
GRAPH_LOST = Fault(
    "of its {number} {what} only {kept} can be read",
    "give every edge an id of its own, and leave no graph within a node",
)
PAJEK_SECTION = Fault(
    "a section other than *Vertices, *Edges and *Arcs", f"export it as edges, {AS_TABLE}"
)
PAJEK_LINE = Fault(
    "not what stands in this section of a Pajek file: numbers, labels in quotation marks",
    f"export it again, {AS_TABLE}",
)
GRAPH_OF_TIES = Fault(
    "the graph holds ties as they stand under a reading, not claims",
    "read the claims: the dataset that it was made of, or its graph without reading=",
)
GRAPH_OF_CLAIMS = Fault(
    "the graph holds claims without the tables beside them, which say who the sources are",
    "read what write_graphml wrote, or the dataset itself",
)
GRAPH_TABLES = Fault(
    "the tables beside the claims cannot be read", "write the graph again with write_graphml"
)
NO_PLACE = Fault(
    "no table has such a column", "take the attribute out, or call it {free!r} to keep it"
)
OTHER_END = Fault(
    "the cell does not name the node at which it stands, {node!r}",
    "mend the cell, or move the edge",
)
NO_SIDES = Fault(
    "no node has this attribute", "{meant}name in kind= the one that tells apart: {known}"
)
NO_KIND = Fault(
    "the node does not say whether it is a person or an organization",
    "write {person!r} or {organization!r}, or take the node out",
)
OTHER_SIDE = Fault(
    "neither {person!r} nor {organization!r}",
    "name the two values in person= and organization=, or take the node out",
)
NO_LABEL = Fault("the node has no name", "write one, or name in label= the attribute that has it")
ONE_SIDE = Fault(
    "the edge ties {kind} to another, so that it says nobody's place in an organization",
    "take the edge out, or mend the kind of a node",
)
LOOP = Fault("the edge ties a node to itself", "take the edge out")
NO_WEIGHT = Fault(
    "the edge would become a tie like all others, and its weight is not above zero",
    "take the edge out, or say in an attribute which edges deny: edges={{'stance': …}}",
)
NO_POPOLO = Fault(
    "the file is no Popolo: an object with lists of persons, organizations and memberships",
    "export it again, or write its memberships as a table and read that with from_table",
)
POPOLO_PART = Fault(
    "claims have no place for this part",
    "take it out of the file, or read it as a table of its own",
)
POPOLO_ITEM = Fault(
    "neither an object nor what can be read as one", "write an object, or take it out"
)
POPOLO_NO_ID = Fault("the {one} has no id, so that nothing can point at it", "give it one")
POPOLO_NO_NAME = Fault("the {one} has no name", "write one")
POPOLO_NO_END = Fault(
    "the membership names no {one}", "name it in {key}, or take the membership out"
)
POPOLO_NO_SUCH = Fault("the file has no {one} of this id", "add it, or mend the id")

# --- decisions about disagreements ------------------------------------------------------------

DECISIONS_LACK = Fault("the column is missing", "take the table of disagreements as it was written")
NO_SUCH_UNIT = Fault("no such unit", "{fix}, or write the table of disagreements anew")
NO_SUCH_FIELD = Fault("nobody disagrees on such a field in {unit}", "{fix}")
OTHER_UNIT = Fault(
    "the codings have other words at {unit} now: {quote!r}",
    "write the table of disagreements anew, and decide there",
)
DECIDED_TWICE = Fault(
    "row {earlier} decides {unit}, {field} otherwise: {other!r}", "keep one of the two decisions"
)
YES_OR_NO = Fault("neither yes nor no", "write yes to keep the claim, no to drop it")
NO_SUCH_SHEET = Fault(
    "the workbook has no sheet {name!r}", "take the workbook as it was written, or rename the sheet"
)

# --- annotations of other tools -----------------------------------------------------------------

NO_ANNOTATIONS = Fault(
    "the file holds no annotations",
    "export it again: a list of Web Annotations, or an annotation page",
)
NO_ANNOTATION = Fault("this is no annotation", "take it out, or export the file again")
MARKED_MISSING = Fault(
    "the marked words are not in the text",
    "give the text that was annotated, or mark the words again; {reason}",
)
MARKED_AMBIGUOUS = Fault(
    "the marked words stand in the text {count} times, and the file does not tell which",
    "mark them again with the words before or after them",
)
MARKED_NO_TEXT = Fault(
    "the text of {document!r} is not at hand", "give the text that was annotated"
)
MARKED_TWO = Fault(
    "the text is not told: there are several, and not one alone is named like this",
    "name the document's id, its file or the address in its note as the source",
)
MARKED_WHICH = Fault(
    "the text is not told: there are several, and not one alone is named like the file",
    "call the file {example!r} if it marks that text, or name the document_id {where}",
)
MARKED_APART = Fault(
    "the passage has several parts",
    "mark each part by itself, or one passage that holds them all",
)
MARKED_OTHERWISE = Fault(
    "the text has other words there: {there}", "give the text that was annotated"
)
NO_STANDOFF = Fault("the line is no annotation of brat", "export the file again")
STANDOFF_PART = Fault(
    "no column takes this ({what})", "take the line out, and say it in a column of the claim"
)
STANDOFF_OF_NOTHING = Fault(
    "the line speaks of {of!r}, which the file has not", "take it out, or export the file again"
)
CELL_TWICE = Fault("the column has another value already: {other!r}", "keep one of the two")
ID_TWICE = Fault("the id stands twice, first in item {row}", "name each claim once")
NO_CAS = Fault(
    "the file is no export of INCEpTION that can be read: {why}",
    "export it as WebAnno TSV 3, as UIMA CAS JSON, or as XMI with its TypeSystem.xml beside it",
)
