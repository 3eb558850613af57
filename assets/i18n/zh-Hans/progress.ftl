# How far the programme is, and its money.

# tabs
progress-tab-overview = 总览
progress-tab-way = 进度
progress-tab-money = 资金
progress-tab-quality = 质量
progress-tab-people = 人群
progress-tab-measures = 项目
progress-tab-late = 逾期
progress-tab-targets = 任务数

# What is looked at.
progress-all = 全部
progress-all-years = 全部年度
progress-everything = 看全部
progress-scope-year = 年度
progress-year = { $year } 年度
progress-month = { $month } 月
progress-region = 全区
progress-whole = 合计
progress-counting = 正在统计…
progress-nothing = 所选范围内没有数据
progress-source = 数据来源：本工作区 { $count } 户的一户一档
progress-as-of = 截至 { $date }
progress-no-name = 未填姓名
progress-unknown = 未填

# Steps and groups.
progress-step-registered = 登记
progress-step-assessed = 评估
progress-step-planned = 方案
progress-step-signed = 签字
progress-step-noticed = 公示
progress-step-ordered = 派工
progress-step-started = 开工
progress-step-finished = 完工
progress-step-accepted = 验收
progress-step-settled = 结算
progress-step-archived = 归档
progress-by-league = 盟市
progress-by-banner = 旗县区
progress-by-township = 苏木乡镇
progress-by-contractor = 施工单位
progress-by-surveyor = 评估员
progress-by-category = 残疾类别
progress-by-grade = 残疾等级
progress-by-measure = 改造类型
progress-by-month = 月份
progress-place-unknown = 区划不明
progress-place-other = 其他区划 { $code }
progress-township-unknown = 乡镇不明
progress-contractor-none = 未派工
progress-surveyor-none = 未安排
progress-measure-own = 目录外项目

# Key figures.
progress-target = 任务数
progress-budget = 下达资金
progress-completion = 完成率
progress-in-works = 在建
progress-planned = 计划金额
progress-ordered = 派工金额
progress-settled = 结算金额
progress-left = 可用资金
progress-average = 户均
progress-average-most = 户均标准
progress-cap = 每户上限
progress-over-count = 超上限户数
progress-first-go = 一次验收合格率
progress-satisfied = 满意率
progress-complaints = 有意见
progress-late = 逾期
progress-devices = 辅具金额
progress-deviating = 价格偏离户数
progress-share = 占比（%）
progress-completion-column = 完成率（%）
progress-devices-column = 辅具占比（%）
progress-first-go-column = 一次合格率（%）
progress-satisfied-column = 满意率（%）
progress-planned-yuan = 计划（元）
progress-settled-yuan = 结算（元）
progress-average-yuan = 户均（元）
progress-of-task = 已验收 { $done }，任务 { $task } 户
progress-no-target = 未设任务数
progress-said-assessed = 已评估 { $count } 户
progress-said-ordered = 累计派工 { $count } 户
progress-said-satisfied = 满意率 { $share }
progress-said-settled = 已结算 { $amount }
progress-said-budget = 下达 { $budget }，已结算 { $settled }
progress-said-most = 标准 { $amount }
progress-said-cap = 每户上限 { $amount }
progress-said-unexplained = 其中 { $count } 户未写理由
progress-late-none = 没有逾期
progress-late-most = { $count } 户，最长 { $days } 天

# Units.
progress-households = { $count } 户
progress-persons = { $count } 人
progress-items = { $count } 项
progress-days = { $days } 天
progress-days-most = 最长 { $days } 天
progress-wan = { $amount } 万元
progress-thousand = { $amount } 千元
progress-unit-households = 户
progress-unit-yuan = 元
progress-unit-by-cost = 户数（按每户金额，元）

# Figures: each asks a question.
progress-fig-funnel = 走到了哪一步？
progress-fig-funnel-note = 到过这一步的都算，有争议的按较早一步
progress-fig-standing = 现在停在哪一步？
progress-fig-map = 各盟市完成多少？
progress-fig-map-note = 验收户数占任务数的比例，没有任务数的按登记户数；位置为示意
progress-fig-tiles = 各旗县完成多少？
progress-fig-tiles-note = 验收户数占任务数的比例，没有任务数的按登记户数
progress-fig-places = 哪些地方落后？
progress-fig-places-note = 完成率从低到高，竖线为 100%
progress-fig-months-visit = 入户赶得上计划吗？
progress-fig-months-visit-note = 逐月累计
progress-fig-months-works = 施工赶得上工期吗？
progress-fig-months-works-note = 逐月累计
progress-fig-contractors = 各施工单位干完多少？
progress-fig-contractors-note = 已验收户数，占派给该单位的户数
progress-fig-surveyors = 各评估员评完多少？
progress-fig-surveyors-note = 已评估户数，占安排给该评估员的户数
progress-fig-categories = 各残疾类别完成多少？
progress-fig-categories-note = 一户有几类残疾就各算一次
progress-fig-grades = 各残疾等级完成多少？
progress-fig-grades-note = 按家中最重的一级算
progress-fig-sources = 钱从哪里来，用到哪一步？
progress-fig-sources-note = 计划按已定方案，派工按签字单价，结算按验收数量扣除后
progress-fig-averages = 哪些地方户均超标准？
progress-fig-averages-note = 竖线为户均标准；不含捐助和自筹
progress-fig-distribution = 每户花多少？
progress-fig-distribution-note = 已结算的按结算，其余按方案；不含捐助和自筹
progress-fig-devices = 有没有以配辅具代替改造？
progress-fig-devices-note = 辅具占计划金额的比例，竖线为提醒线
progress-fig-over = 哪些户超上限？
progress-fig-over-note = 超得最多的在前，竖线为每户上限
progress-fig-deviations = 谁的单价偏离目录？
progress-fig-first-go = 谁的活一次验收合格？
progress-fig-first-go-note = 全部项目都已验收的户中，一次合格的比例，低的在前
progress-fig-outcomes = 验收结果如何？
progress-fig-satisfaction = 家庭满意吗？
progress-fig-satisfaction-note = 验收时问的
progress-fig-afterwards = 验收和回访发现了什么？
progress-fig-category = 残疾类别
progress-fig-grade = 残疾等级
progress-fig-age = 年龄
progress-fig-age-note = 按今年年底的周岁
progress-fig-sex = 性别
progress-fig-hardship = 困难类型
progress-fig-hardship-note = 一户可有几种
progress-fig-residence = 城镇、农村、牧区
progress-fig-ethnic = 民族
progress-fig-home = 家庭情况
progress-fig-groups = 改了哪些类？
progress-fig-groups-note = 方案里有这类项目的户，其中已验收的
progress-fig-measures = 改了哪些项？
progress-fig-late-what = 什么逾期了？
progress-fig-late-with = 在谁手里？
progress-fig-late-households = 哪些户拖得最久？

# Columns.
progress-column-step = 步骤
progress-column-households = 户数
progress-column-count = 数量
progress-column-code = 代码
progress-column-place = 地区
progress-column-household = 户
progress-column-group = 分组
progress-column-outcome = 结果
progress-column-answer = 回答
progress-column-what = 事项
progress-column-whom = 在谁手里
progress-column-days = 天数
progress-column-most-days = 最长天数
progress-column-mean-days = 平均天数
progress-column-measure = 项目
progress-column-items = 项数
progress-column-items-accepted = 合格项数
progress-column-quantity = 计划数量
progress-column-quantity-accepted = 验收数量
progress-column-unit = 单位
progress-column-from-yuan = 金额从（元）
progress-of-target = 占任务数（%）
progress-of-registered = 占登记数（%）
progress-target-or-registered = 任务数或登记数
progress-plan-visit = 计划入户
progress-plan-works = 要求完工
progress-sum = 合计
progress-cost = 每户金额
progress-over-amount = 超出
progress-over-by = 超 { $amount }
progress-reason = 理由
progress-over-explained = 已写理由
progress-over-unexplained = 未写理由
progress-mark-cap = 上限 { $amount }
progress-mark-average = 户均 { $amount }
progress-undated = 未记日期
progress-report-title = 进度报表

# Quality.
progress-judged = 已验收户数
progress-at-first-go = 一次合格
progress-rectified = 整改后合格
progress-to-rectify = 待整改
progress-charged = 向家庭收费
progress-returned = 已回访
progress-idle = 有闲置
progress-faulty = 有损坏
progress-said-very-good = 很满意
progress-said-good = 满意
progress-said-fair = 一般
progress-said-poor = 不满意
progress-said-very-poor = 很不满意

# People.
progress-female = 女
progress-male = 男
progress-age-child = 0—15 岁
progress-age-young = 16—44 岁
progress-age-middle = 45—59 岁
progress-age-sixties = 60—69 岁
progress-age-seventies = 70—79 岁
progress-age-eighty = 80 岁及以上
progress-town = 城镇
progress-farming = 农村
progress-pasture = 牧区
progress-several = 一户多残
progress-old = 老残一体

# What is late.
progress-late-visit = 入户
progress-late-notice = 公示期满未转下一步
progress-late-start = 开工
progress-late-works = 完工
progress-late-rectification = 整改
progress-late-return = 回访
progress-with-office = 本单位或未指定

# What one does.
progress-into = 进入
progress-follow = 查看这 { $count } 户
progress-open = 打开一户一档
progress-show-all = 显示全部 { $count } 条
progress-as-table = 看表格
progress-as-chart = 看图
progress-save-picture = 存图片
progress-save-xlsx = 存 Excel
progress-save-csv = 存 CSV
progress-saving = 正在保存…
progress-saved = 已保存 { $file }
progress-dismiss = 知道了
progress-print = 出月报（PDF）
progress-unsaved = 没有保存成功：{ $why }
    .hint = 换一个能写入的位置，或腾出空间后再试

# Targets.
progress-targets-note = 按下达文件填写每个旗县区的任务数和资金，完成率按任务数算
progress-targets-league = 选一个盟市填写
progress-targets-unread = 任务数文件读不出来：{ $why }
    .hint = 改正工作区里的 targets.ron，或移走后在这里重新填写
progress-target-said = 任务 { $count } 户，{ $money }
progress-target-done = 登记 { $registered }，验收 { $accepted }
progress-target-set = 保存
progress-target-leave = 不改了

# The report of the month.
progress-monthly-title = { $place }家庭无障碍改造工作月报（{ $year } 年度）
progress-monthly-leagues = 分盟市情况
progress-monthly-banners = 分旗县区情况
progress-monthly-townships = 分苏木乡镇情况
progress-monthly-page = 第 {"{"}page{"}"} 页　共 {"{"}pages{"}"} 页
progress-monthly-notes = 各步骤为到过该步骤的户数；完成率为验收户数占任务数的比例。金额：计划为已定方案，结算为验收数量扣除后，户均不含捐助和自筹
