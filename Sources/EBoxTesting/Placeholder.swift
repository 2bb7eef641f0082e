enum EBoxTestingPlaceholder {}
