# dossier
