"""Spreadsheets as people keep them, read as text, with a note on all that was done.

>>> from helpers import convert
>>> convert.read_spreadsheet(convert.EXAMPLE_SPREADSHEET).index.name
'row'
"""
