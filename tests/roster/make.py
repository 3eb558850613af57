"""Makes the tables in this folder with the programs that offices use, not with ours.

    scripts/python tests/roster/make.py

All numbers are made up; their check characters are right where a row is meant to be good.
"""

import datetime
import pathlib
import random

import openpyxl
import xlwt
from odf import opendocument, table, text
from odf.style import Style, TableRowProperties

HERE = pathlib.Path(__file__).parent
WEIGHTS = [2 ** (17 - place) % 11 for place in range(17)]


def citizen(area, birth, sequence):
    body = f"{area}{birth}{sequence:03}"
    return body + "10X98765432"[sum(int(d) * w for d, w in zip(body, WEIGHTS)) % 11]


def people(count, seed=7):
    """Names, numbers, places and phones of made-up persons, the same every time."""
    chance = random.Random(seed)
    surnames, given = "王李张刘陈杨包白", ["秀兰", "志强", "桂英", "建国", "海清", "玉梅", "其木格", "巴特尔"]
    for number in range(count):
        year, month, day = chance.randint(1938, 2012), chance.randint(1, 12), chance.randint(1, 28)
        who = citizen("152221", f"{year}{month:02}{day:02}", chance.randint(1, 999))
        kind, grade = chance.randint(1, 7), chance.randint(1, 4)
        yield {
            "name": chance.choice(surnames) + chance.choice(given),
            "citizen": who,
            "certificate": f"{who}{kind}{grade}",
            "kind": "视力 听力 言语 肢体 智力 精神 多重".split()[kind - 1],
            "grade": "一二三四"[grade - 1] + "级",
            "village": ["红峰嘎查", "白音嘎查", "向阳村"][number % 3],
            "phone": f"138{chance.randint(0, 99_999_999):08}",
        }


COUNTY = "居委会 姓名 残疾证号 残疾类别 等级 改造地点 改造类型 改造进度 改造单位 改造金额 改造负责人 联系方式".split()


def county():
    """A county's table: titles, a village merged over its rows, a hidden row, sums below, another sheet in front."""
    book = openpyxl.Workbook()
    notes = book.active
    notes.title = "填表说明"
    notes["A1"] = "请按残疾证填写"
    notes.sheet_state = "hidden"
    sheet = book.create_sheet("需求名册")
    sheet.merge_cells("A1:L1")
    sheet["A1"] = "科尔沁右翼前旗2026年残疾人家庭无障碍改造需求名册"
    sheet.append(["填报单位：前旗残联", None, None, None, None, None, None, None, None, None, None, "2026.11.3"])
    sheet.append(COUNTY)
    rows = sorted(people(9), key=lambda one: one["village"])
    for one in rows:
        sheet.append([one["village"], one["name"], one["certificate"], one["kind"], one["grade"],
                      "卫生间", "抓杆", None, None, 3120.5, "包主任", one["phone"]])
    for row in sheet.iter_rows(min_row=4, min_col=3, max_col=3):
        row[0].number_format = "@"
    for first in range(4, 13, 3):
        for row in range(first + 1, first + 3):
            sheet.cell(row, 1).value = None
        sheet.merge_cells(start_row=first, end_row=first + 2, start_column=1, end_column=1)
    sheet.row_dimensions[6].hidden = True
    # What goes wrong in every such table.
    sheet.append(["白音嘎查", "赵某", 152221196304051234, "肢体", "二级"])
    sheet.append(["白音嘎查", "钱某", rows[0]["citizen"][:17] + ("1" if rows[0]["citizen"][17] != "1" else "2") + "42", "肢体", "二级"])
    sheet.append([None, "合计", 11])
    book.save(HERE / "county.xlsx")


def formats():
    """Cells that look other than they are: dates, leading zeros, formulas, errors, the epoch of 1904."""
    book = openpyxl.Workbook()
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    sheet = book.active
    sheet["A1"], sheet["B1"], sheet["C1"] = "日期", "编号", "数"
    sheet["A2"] = datetime.date(2026, 11, 3)
    sheet["A2"].number_format = "yyyy/m/d"
    sheet["B2"], sheet["B2"].number_format = 42, "00000"
    sheet["C2"] = 0.1 + 0.2
    sheet["A3"], sheet["B3"], sheet["C3"] = "#N/A", "=1+1", True
    sheet["A3"].data_type = "e"
    sheet["E5"] = "  前后有空格\u3000"
    book.save(HERE / "formats-1904.xlsx")


SURVEY = "地址 姓名 残疾人证号 婚姻状况 联系人姓名 和联系人关系 家庭经济情况 户主姓名 户主身份证号 联系电话 入户时间".split()


def survey():
    """The yearly survey's table as the old program wrote it: XLS, numbers as numbers, a household of two."""
    book = xlwt.Workbook(encoding="gbk")
    sheet = book.add_sheet("Sheet1")
    sheet.write_merge(0, 0, 0, 10, "动态更新调查表")
    for column, heading in enumerate(SURVEY):
        sheet.write(1, column, heading)
    day = xlwt.easyxf(num_format_str="yyyy-mm-dd")
    rows = list(people(4, seed=11))
    head = rows[0]
    for number, one in enumerate(rows):
        owner = head if number < 2 else one
        sheet.write(2 + number, 0, f"兴安盟科尔沁右翼前旗居力很镇{owner['village']}{12 if number < 2 else 20 + number}号")
        for column, value in [(1, one["name"]), (2, one["certificate"]), (3, "已婚"), (4, "包主任"), (5, "专委"),
                              (6, "低保、脱贫户"), (7, owner["name"]), (8, owner["citizen"])]:
            sheet.write(2 + number, column, value)
        sheet.write(2 + number, 9, int(one["phone"]))
        sheet.write(2 + number, 10, datetime.date(2026, 12, 1 + number), day)
    sheet.row(4).hidden = True
    book.save(str(HERE / "survey.xls"))


def open_document():
    """An ODS with a spanned village, repeated cells and rows, a hidden row."""
    book = opendocument.OpenDocumentSpreadsheet()
    hidden = Style(name="hidden", family="table-row")
    hidden.addElement(TableRowProperties(breakbefore="auto"))
    book.automaticstyles.addElement(hidden)
    sheet = table.Table(name="名册")

    def cell(value, **more):
        made = table.TableCell(valuetype="string", **more)
        made.addElement(text.P(text=value))
        return made

    def row(cells, **more):
        made = table.TableRow(**more)
        for one in cells:
            made.addElement(one)
        sheet.addElement(made)

    row([cell("旗县"), cell("嘎查村"), cell("姓名"), cell("残疾证号"), cell("联系电话")])
    sheet.addElement(table.TableRow(numberrowsrepeated=2))
    rows = list(people(3, seed=13))
    for number, one in enumerate(rows):
        first = cell("科右前旗", numberrowsspanned=3) if number == 0 else table.CoveredTableCell()
        more = {"visibility": "collapse"} if number == 1 else {}
        row([first, cell(one["village"]), cell(one["name"]), cell(one["certificate"]), cell(one["phone"])], **more)
    sheet.addElement(table.TableRow(numberrowsrepeated=1048570))
    book.spreadsheet.addElement(sheet)
    book.save(str(HERE / "list.ods"))


def texts():
    """CSV as Chinese spreadsheets write it, and what they make of long numbers."""
    rows = list(people(3, seed=17))
    lines = ["旗县,嘎查村,姓名,残疾证号,备注"]
    for one in rows:
        lines.append(f"152221,{one['village']},{one['name']},{one['certificate']}\t,\"第一行\n第二行\"")
    lines.append("152221,红峰嘎查,孙某,1.52222E+19,")
    (HERE / "list-gb18030.csv").write_bytes("\r\n".join(lines).encode("gb18030"))
    tabs = "\r\n".join(line.replace(",", "\t") for line in lines[:1] + [lines[1].replace('\t,"第一行\n第二行"', ",")])
    (HERE / "list-utf16.txt").write_bytes(tabs.encode("utf-16"))


if __name__ == "__main__":
    county()
    formats()
    survey()
    open_document()
    texts()
