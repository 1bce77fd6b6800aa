"""Workbooks as people make them, for several test files."""

from datetime import datetime

from openpyxl import Workbook


def book(path, cells, *, sheet="Sheet1", merged=(), formats=None, hidden=()):
    """Write a workbook: {sheet: {address: value}}, or the cells of one sheet."""
    workbook = Workbook()
    workbook.remove(workbook.active)
    for name, here in (
        cells
        if cells and all(isinstance(value, dict) for value in cells.values())
        else {sheet: cells}
    ).items():
        worksheet = workbook.create_sheet(name)
        for address, value in here.items():
            worksheet[address] = value
        for address, shape in (formats or {}).items():
            worksheet[address].number_format = shape
        for span in merged:
            worksheet.merge_cells(span)
        worksheet.sheet_state = "hidden" if name in hidden else "visible"
    workbook.save(path)
    return path


DAY = datetime(2021, 7, 1)
