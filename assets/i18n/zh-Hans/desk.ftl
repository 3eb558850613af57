# The coordinator's desk.

desk-registry = 户册
desk-roster = 名册与派户
desk-inbox = 汇总
desk-conflicts = 冲突
desk-duplicates = 疑似重复
desk-review = 审核
desk-progress = 进度与资金
desk-exports = 导出
