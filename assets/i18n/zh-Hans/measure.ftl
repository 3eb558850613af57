# Measuring in a photo
measure-title = 拍照估测
measure-photo = 照片，点一下放点，拖动可调整
measure-action = 照片上估测
measure-short = 估测

# What lies beside it
measure-reference = 照片里的参照物
measure-reference-hint = 须平放，与要量处在同一平面，四角拍全
measure-reference-a4 = A4 纸
measure-reference-card = 身份证、银行卡
measure-reference-a3 = A3 纸
measure-reference-a5 = A5 纸
measure-reference-tape = 卷尺
measure-reference-own = 其他矩形
measure-tape-width = 尺带宽
measure-tape-length = 所用尺段长
measure-own-long = 一边长
measure-own-short = 另一边长
measure-millimetres = { $number } mm

# Corners and ends
measure-looking = 正在找参照物的四角…
measure-offered = 找到四角了，请核对虚线
measure-offer-use = 就用这四角
measure-offer-tap = 自己点
measure-not-found = 没有把握认出四角，请自己点
measure-tap-corner = 沿边依次点四角：第 { $number } 角
measure-tap-end = { $number ->
    [1] 点要量的一端
   *[other] 点另一端
}
measure-drag-hint = 按住拖动，看放大镜对准
measure-corner-hint = 按住拖动，看放大镜对准；遇圆角，点两边延长线的交点
measure-corner = 角 { $number }
measure-end = { $number ->
    [1] 端点 A
   *[other] 端点 B
}
measure-again-corners = 重点四角
measure-again-ends = 重点两端
measure-nudge = 选一个点，逐像素微调
measure-select = 选{ $point }
measure-left = 左移一像素
measure-right = 右移一像素
measure-up = 上移一像素
measure-down = 下移一像素
measure-side = 角 1 到角 2 是 { $length } mm

# The length
measure-result = { $number } mm ± { $around } mm
measure-estimate = 估测值
measure-estimate-hint = 真实尺寸有 95% 的把握在此范围内；关键尺寸请用卷尺复核
measure-write = 填入「{ $question }」
measure-mark = 标在照片上

# Why there is none, and what to do
measure-refused-corners = 四个角连不成四边形
    .hint = 请沿边依次重点四角
measure-refused-small = 参照物在照片里太小
    .hint = 请走近重拍，或换大一些的参照物
measure-refused-oblique = 拍得太斜，量不准
    .hint = 请正对要量的平面重拍
measure-refused-shape = 四角与所选参照物的形状对不上
    .hint = 请核对参照物选得对不对、是否平放、四角点得准不准
measure-refused-ambiguous = 看不出哪边是长边，请指明
measure-refused-short = 两端离得太近
    .hint = 请放大照片，重点两端
measure-refused-far = 要量的部位离参照物太远
    .hint = 请把参照物放到旁边重拍，或换大一些的参照物
measure-refused-vague = 误差太大，量出来没有用处
    .hint = 请走近一些、正对着重拍，或换大一些的参照物

# At the question
measure-confirm = 卷尺复核无误
measure-straddles = 可能达标也可能不达标，请用卷尺量
