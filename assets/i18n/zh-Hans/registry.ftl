# The register of all households.
