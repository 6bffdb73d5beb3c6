/** Words the commonest passwords of published breaches are built from, Chinese habits first. Facts, one line per kind. */
export const commonWords: ReadonlySet<string> = new Set(`
password passwd passwort pass passcode secret letmein welcome login signin access changeme default guest test testing temp demo sample
admin administrator root user superuser master manager system server service support office public backup oracle mysql postgres sqlserver cisco
woaini woaini1314 woaiwojia woshishui wodemima mima mimamima nihao nihaoma zhongguo beijing shanghai guangdong shenzhen guangzhou maoming dianbai gaozhou
aini aiwo aimama aibaba laopo laogong baobei baobao xiaoxiao zhangwei wangwei wangfang liwei lina zhangmin lijing wangjing liuyang chenjie lijie zhangli
zhengwu zhengfu yiwang gongan shiwei shizhengfu renmin renminzhengfu dangwei jiguan danwei xitong guanliyuan ceshi moren
qwerty qwertyuiop qwertyui asdfgh asdfghjkl zxcvbn zxcvbnm qazwsx qazwsxedc qweasd qweasdzxc qwer asdf zxcv qaz wsx
iloveyou loveyou love lover sunshine princess dragon monkey football baseball basketball soccer superman batman spiderman pokemon naruto shadow
michael jordan jennifer michelle charlie daniel jessica thomas robert william ashley andrew joshua matthew hunter killer freedom whatever trustno
hello summer winter spring autumn january february march april monday friday sunday computer internet google apple samsung huawei xiaomi tencent alibaba baidu
flower cookie ginger pepper orange banana chocolate cheese butterfly purple yellow silver golden diamond angel heaven jesus blessed
starwars matrix ferrari porsche mercedes yamaha harley mustang corvette eagle tiger lion panda phoenix long feng
aaaa abc abcd abcde abcdef abcdefg abcdefgh abcabc xyz xxx qqq www
`.split(/\s+/).filter(Boolean));

/** Numbers people are fond of: year of birth and the like are found by rule, these are not. */
export const commonNumbers: ReadonlySet<string> = new Set(['5201314', '1314520', '520', '1314', '521', '888', '666', '168', '147258369', '159357', '741852963', '789456123', '123321', '112233', '121212', '123123', '321321', '110', '119', '12345', '10086', '10010', '100000', '147852', '258', '147']);
