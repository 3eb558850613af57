# Sending a survey back, or approving it.

review-state-unfinished = Not finished
review-state-waiting = Waiting for review
review-state-sent-back = Sent back
review-state-approved = Approved
review-state-disputed = Reviewers disagree
review-decided-sent-back = sent back
review-decided-handed-back = corrected and handed back
review-decided-approved = approved
review-comment-open = To be corrected
review-comment-answered = Answered
review-comment-resolved = Resolved

review-comments-full = There are { $most } comments already
    .hint = Resolve some of them first
review-no-comment = No comment says why it is sent back
    .hint = Write a comment on a question, or one on the whole survey
review-disputed = Reviewers decided differently
    .hint = Choose first: sent back or approved
review-not-finished = The survey is not finished and cannot be reviewed
review-planned-already = A plan was made of this survey: it cannot simply be sent back
    .hint = Make the plan anew first, then send the survey back
review-open-comments = { $count ->
        [one] One comment is still to be corrected
       *[other] { $count } comments are still to be corrected
    }
    .hint = Resolve these comments or take them back first
review-no-text = The comment is empty
review-text-long = The comment is too long
