enum MessageRegistryAPIPlaceholder {}
