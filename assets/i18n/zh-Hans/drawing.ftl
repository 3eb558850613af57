# drawing
drawing-too-large = 示意图太复杂：{ $count }，最多 { $most }
    .hint = 请减少图形或点，一眼看不懂的图没有用
drawing-outside = 示意图第 { $mark } 个图形超出画幅，或数值不成立
    .hint = 坐标应在 0 至画幅宽高之间，画幅最大 1000 × 1000
