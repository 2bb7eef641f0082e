enum EBoxClientPlaceholder {}
