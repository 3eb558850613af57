# marks
