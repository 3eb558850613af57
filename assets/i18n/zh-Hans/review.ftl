# Sending a survey back, or approving it.

review-state-unfinished = 未完成
review-state-waiting = 待审核
review-state-sent-back = 退回补正
review-state-approved = 审核通过
review-state-disputed = 审核意见不一致
review-decided-sent-back = 退回
review-decided-handed-back = 补正后交回
review-decided-approved = 通过
review-comment-open = 待补正
review-comment-answered = 已答复
review-comment-resolved = 已解决

review-comments-full = 审核意见已有 { $most } 条，不能再加
    .hint = 请先解决已有的意见
review-no-comment = 还没有写退回的意见
    .hint = 请在要补正的题目上写意见，或写一条总的意见
review-disputed = 审核人员的决定不一致
    .hint = 请先选定退回还是通过
review-not-finished = 这户的评估没有完成，不能审核
review-planned-already = 已按这份评估做了方案，不能直接退回
    .hint = 请先“重做方案”，再退回评估
review-open-comments = 还有 { $count } 条意见没有补正
    .hint = 请先解决或撤回这些意见
review-no-text = 意见没有内容
review-text-long = 意见太长
