"""The pages on which customers help themselves: the same scripts as on the telephone, asked by forms."""
