catalogue-meal-breakfast = 早餐
catalogue-meal-lunch = 午餐
catalogue-meal-dinner = 晚餐
catalogue-meal-all_day = 全天
