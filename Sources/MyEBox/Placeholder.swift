enum MyEBoxPlaceholder {}
