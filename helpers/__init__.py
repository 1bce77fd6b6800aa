"""Separate entities? A tie is not a fact: it is a set of quoted claims.

One module, one noun; each may import only those before it.

The data:

- ``quotes``: find a quote in a text, exactly or not at all
- ``dates``: imprecise dates (EDTF)
- ``schema``: the definition of every table and column
- ``problems``: what is wrong where, and what was probably meant
- ``ids``: what in an id the eye could miss
- ``numbered``: tables in which each distinct cell is looked at once
- ``checks``: what is wrong with tables
- ``tables``: read and write one CSV file
- ``workbook``: a workbook's sheets as rows of text
- ``sheets``: the tables of a dataset in one workbook
- ``texts``: read and write the texts, and check that the quotes stand in them
- ``derived``: the tables that a dataset may leave out
- ``dataset``: read, check and write a folder or a workbook of tables, with texts
- ``places``: where the quotes stand, and what stands in none

Data of one's own:

- ``spreadsheet``: a sheet as people keep it, read as text
- ``rows``: its rows, cleaned, checked, split
- ``assembly``: rows put together as tables
- ``convert``: tables and matrices of people and organizations into claims
- ``doubts``: names that deserve a second look
- ``package``: a dataset that explains itself
- ``template``: empty tables to fill in

The claims:

- ``names``: what a reader calls sources, entities and relations
- ``sources``: of what kind they are, and for whom they speak
- ``claims``: claims in words, counted and dated
- ``agreement``: two codings compared
- ``graphs``: claims as edges, for other programs
- ``ftm``: FollowTheMoney, in and out

What follows if one believes:

- ``readings``: whom and what to believe
- ``counting``: the claims that count under a reading
- ``ties``: propositions in a period, and how they stand
- ``lineage``: the claims and sources that a pair can rest on
- ``whatif``: a dataset with claims added or changed
- ``pairs``: how many people each two organizations share, in any frame
- ``overlap``: who leads, and who leads both
- ``worlds``: every combination of believed sources at once
- ``cases``: ties with the smallest sets of sources for and against
- ``reasons``: on whose word two share a leader
- ``shares``: how much rests on each source
- ``probability``: how likely it is, given the reader's beliefs
- ``ranges``: the least and the greatest overlap over readings
- ``chance``: all tables with the same margins

What contradicts what:

- ``stances``: who asserts, who denies, who says nothing
- ``conflicts``: pairs of claims that cannot both be so
- ``rules``: named ways to decide, each with its bias
- ``balance``: friends and foes, and two camps
- ``hypotheses``: what speaks against each possible answer

What is shown:

- ``answers``: the overlap in words and tables
- ``figures``: pictures of claims and of overlap
- ``diagrams``: pictures of conflicts
- ``show``: what a notebook prints
- ``marked``: the text with every quote marked in place
- ``panel``: controls for a reading, in a running notebook and on a page without one
- ``cover``: the pages of a reading copy that are no notebooks
- ``run``: execute the notebooks and build the reading copy
"""

__version__ = "0.1.0"
