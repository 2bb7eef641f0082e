enum FederationAPIPlaceholder {}
