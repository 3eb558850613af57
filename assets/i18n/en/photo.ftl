# photo
