enum DocumentProviderPlaceholder {}
