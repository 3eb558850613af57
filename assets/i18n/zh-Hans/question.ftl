# question

# Accessible names: the question, then the part of it
q-part = { $question }：{ $part }

q-yes = 是
q-no = 否
q-next = 下一题
q-required = 必填
q-open = 未答
q-reveal = 显示
q-hidden = 已隐藏，点“显示”查看
q-note = 备注
q-note-hint = 补充说明
q-guidance = 怎么量
q-text = 填写
q-phrase-between = ，
q-most = 最多选 { $most } 项

# Reasons for not answering
q-skip-not-applicable = 不适用
q-skip-refused = 拒绝回答
q-skip-not-checked = 未能检查

# States, as icon and word
q-state-answered = 已答
q-state-conflict = 有冲突
q-state-wrong = 须改正
q-state-half = 未填完
q-state-doubtful = 请核对
q-met = 达标
q-accepted = 可接受
q-not-met = 不达标
q-reference = 参照

# Accepted below the line, because …
q-accept-because = 现场条件所限，可以接受：
q-accept-load-bearing = 承重墙不能动
q-accept-no-room = 空间不够
q-accept-building = 公共部位，不能改
q-accept-family = 本人或家属不愿改
q-accept-relocation = 即将拆迁或搬迁
q-accept-used-to-it = 本人已习惯，使用安全
q-accept-other = 其他原因
q-accept-other-hint = 写明原因

# Conflict
q-conflict = 两台设备填得不一样，请选定一个
q-conflict-who = { $author } · { $time }
q-conflict-choose = 选用 { $value }（{ $author }）

# Numbers
q-number = 数值
q-number-enter = 点此输入
q-step-down = 减
q-step-up = 加
q-number-between = 可填 { $least }～{ $most } { $unit }
q-number-outside = 只能填 { $least }～{ $most } { $unit }，请核对后重填
q-number-unusual = 一般在 { $least }～{ $most } { $unit } 之间，请再量一次
q-number-unfinished = 数字未输完
q-key-back = 退格
q-key-clear = 清空
q-key-sign = 正负号
q-key-done = 完成

# Identity numbers
q-code-left = 还差 { $count } 位
q-code-empty = 点此输入号码
q-code-good = 校验位正确
q-code-birth = { $sex }，{ $birth } 出生
q-code-male = 男
q-code-female = 女
q-code-unfinished = 号码未输完
q-phone-good = 号码完整
q-phone-odd = 号码位数不对，请核对

# Date
q-date-today = 今天
q-date-year = { $year } 年
q-date-months = 1月 2月 3月 4月 5月 6月 7月 8月 9月 10月 11月 12月
q-date-year-back = 上一年
q-date-year-on = 下一年
q-date-10-years-back = 往前十年
q-date-10-years-on = 往后十年
q-date-month-back = 上个月
q-date-month-on = 下个月
q-date-weekdays = 一 二 三 四 五 六 日

# Division
q-division-league = 盟市
q-division-banner = 旗县区
q-division-township = 苏木、乡镇或街道
q-division-other-league = 换盟市

# Photos
q-photo-take = 拍照
q-photo-add = 添加照片
q-photo-browse = 从文件夹选
q-photo-add-short = 照片
q-photo-refused = 本户不同意拍照
q-photo-silent = 选择窗口没有反应，请从文件夹选
q-photo-shows = 须拍到：{ $what }
q-photo-left = 还差 { $count } 张
q-photo-enough = 已有 { $count } 张
q-photo-name = 照片 { $number }
q-photo-remove = 删除照片 { $number }

# Signature
q-sign-here = 请在此处签名
q-sign-pad = 签名板
q-sign-clear = 重签
q-sign-name = 签名人姓名
q-sign-relation = 与本人关系（代签时填）
q-sign-of = 签名人：{ $who }

# Point
q-point-tap = 在图上点出位置
q-point-pad = 图
q-point-missing = 这幅图没有随程序提供
