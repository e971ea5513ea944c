"""The pipeline's components, one file each; each reads what those before it left on the Doc."""
