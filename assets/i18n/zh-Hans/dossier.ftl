# dossier

# Undo: what was done
dossier-did-answer = 填写「{ $what }」
dossier-did-skip = 跳过「{ $what }」
dossier-did-erase = 清除「{ $what }」
dossier-did-settle = 选定「{ $what }」
dossier-did-no-problem = 「{ $what }」无问题
dossier-did-add-row = 添加「{ $what }」
dossier-did-duplicate-row = 复制「{ $what }」
dossier-did-remove-row = 删除「{ $what }」
dossier-did-add-photo = 为「{ $what }」添加照片
dossier-did-remove-photo = 删除「{ $what }」的照片
dossier-did-note = 备注「{ $what }」
dossier-did-measure = 拍照估测「{ $what }」
dossier-did-confirm = 确认「{ $what }」
dossier-did-finish = 完成入户「{ $what }」
dossier-did-reopen = 重新打开「{ $what }」
dossier-undo-kept = 有 { $count } 处已被另一台设备修改，未撤销

# Certificate
dossier-badge = { $category }·{ $grade }
dossier-category-visual = 视力
dossier-category-hearing = 听力
dossier-category-speech = 言语
dossier-category-limb = 肢体
dossier-category-intellectual = 智力
dossier-category-mental = 精神
dossier-category-multiple = 多重
dossier-grade-1 = 一级
dossier-grade-2 = 二级
dossier-grade-3 = 三级
dossier-grade-4 = 四级

# Problems
dossier-rows-full = 最多 { $most } 项，不能再添加
    .hint = 请先删除不需要的项
dossier-row-gone = 此项已不存在
    .hint = 请返回列表查看最新内容

# Values as text
dossier-yes = 是
dossier-no = 否
dossier-skip-not-applicable = 不适用
dossier-skip-refused = 拒绝回答
dossier-skip-not-checked = 未能检查
dossier-erased = 已清除
dossier-between-choices = { "、" }
dossier-number-unit = { $number } { $unit }
dossier-money = ¥{ $number }
dossier-point = 已标记（横 { $x } %，纵 { $y } %）
dossier-signed = { $name } 已签名
dossier-signed-for = { $name }（{ $relation }）代签
dossier-signed-nameless = 已签名
dossier-photos = { $count } 张照片
dossier-photo = 照片 { $width }×{ $height }
dossier-mark-arrow = 箭头
dossier-mark-box = 方框
dossier-mark-ellipse = 椭圆
dossier-mark-freehand = 手绘
dossier-mark-dimension = 尺寸线
dossier-mark-text = 文字
dossier-mark = { $kind }：{ $text }
dossier-estimate-short = ≈ { $number } mm ± { $around }
dossier-estimate = { $number } ± { $around } mm（估测）
dossier-row = 保留此项
dossier-form = { $form } 第 { $version } 版

# Rows and problems panel
dossier-row-name = { $one } { $number }
dossier-place = { $section } · { $question }
dossier-place-row = { $section } · { $row } · { $question }
dossier-todo-missing = 未填写
dossier-todo-photos = 还缺 { $count } 张照片
dossier-todo-rows = 还缺 { $count } 项
dossier-todo-conflict = { $count } 种不同的答案，请选定一个
dossier-todo-estimate = 拍照估测的尺寸，请用卷尺复核
dossier-todo-remark-conflict = 备注不一致，请核对
dossier-todo-removed-elsewhere = 一台设备已删除此项，另一台仍有填写，请决定保留或删除
dossier-check-failed = 请核对

# Units, by $number; empty where a number stands by itself
unit-millimetre = { $number ->
   *[other] 毫米
}
unit-metre = { $number ->
   *[other] 米
}
unit-square-metre = { $number ->
   *[other] 平方米
}
unit-kilogram = { $number ->
   *[other] 千克
}
unit-celsius = { $number ->
   *[other] 摄氏度
}
unit-lux = 勒克斯
unit-hour = { $number ->
   *[other] 小时
}
unit-year = { $number ->
   *[other] 岁
}
unit-calendar-year = 年
unit-month = { $number ->
   *[other] 个月
}
unit-day = { $number ->
   *[other] 天
}
unit-minute = { $number ->
   *[other] 分钟
}
unit-times = { $number ->
   *[other] 次
}
unit-steps = { $number ->
   *[other] 级
}
unit-pieces = 个
unit-percent = 百分比
unit-yuan = 元
