/** Common surnames of western Guangdong, and characters given names are made of. Any likeness is chance. */
export const surnames = [...'陈李梁黄林吴张杨刘何谢罗邓潘冯苏朱莫叶江车柯邹崔赖廖蔡钟曾许赵周徐孙郑卢彭詹范龙区关凌丁简温麦伍谭蓝容邵古程'];
export const menNames = [...'海山志杰文斌宇轩浩然伟强明辉建国荣华锋涛鹏飞俊豪家毅子睿泽楷振东立诚永康景熙嘉树柏安远航启承'];
export const womenNames = [...'若榕荔桐雅婷静怡思颖晓彤美玲丽娟芳敏慧欣悦佳琪诗涵语晨紫萱雨薇秋月春燕梦洁清妍可盈惠贞巧兰'];
