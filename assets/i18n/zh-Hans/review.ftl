# Sending a survey back, or approving it.
