# The queue of conflicts.

conflict-kind-answer = 答案
conflict-kind-note = 备注
conflict-kind-photo = 照片
conflict-kind-mark = 照片标注
conflict-kind-order = 排列顺序
conflict-kind-removed-row = 一方删除、一方填写
conflict-kind-signature = 签名
conflict-kind-seal = 签字的方案
conflict-kind-stage = 办理阶段
conflict-kind-survey = 评估是否完成
conflict-kind-form = 表单版本
conflict-kind-review = 审核决定
conflict-kind-comment = 审核意见
conflict-kind-unblurred = 已打码照片的原图

conflict-rule-later = 按设备时钟，取后写的
conflict-rule-earlier = 按设备时钟，取先写的
conflict-rule-device = 取设备 { $who } 写的
conflict-rule-author = 取 { $who } 写的
conflict-rule-photo = 取有照片为证的
conflict-rule-answer = 取有答案的（先于未答原因、先于空白）
conflict-rule-larger = 取数值大的
conflict-rule-smaller = 取数值小的
conflict-rule-form = 取新版表单
conflict-rule-keep-row = 保留被删除的一行
conflict-rule-remove-row = 删除这一行
conflict-rule-blurred = 取打码后的照片，清除原图
