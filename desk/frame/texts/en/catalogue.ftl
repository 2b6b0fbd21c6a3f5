catalogue-meal-breakfast = Breakfast
catalogue-meal-lunch = Lunch
catalogue-meal-dinner = Dinner
catalogue-meal-all_day = All day
