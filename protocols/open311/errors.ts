import { defineErrors } from '#kernel/errors/refusal.ts';

export const refuse = defineErrors({
  OPEN311_KEY: { status: 403,
    zh: { title: 'api_key 无效', detail: '没有提供 api_key，或它已停用。', next: '请向城市运行中心申请接入密钥。' },
    en: { title: 'Invalid api_key', detail: 'The api_key is missing or has been closed.', next: 'Ask the city operation centre for a key.' } },
  OPEN311_JURISDICTION: { status: 404,
    zh: { title: 'jurisdiction_id 不对', detail: '本接口只受理 {own}。', next: '请去掉 jurisdiction_id 或改为 {own}。' },
    en: { title: 'Unknown jurisdiction_id', detail: 'This endpoint serves {own}.', next: 'Leave jurisdiction_id out or send {own}.' } },
  OPEN311_SERVICE: { status: 404,
    zh: { title: '没有这个 service_code', detail: '“{code}”不在服务清单里。', next: '请先取 services 清单。' },
    en: { title: 'Unknown service_code', detail: '“{code}” is not in the list of services.', next: 'Fetch the list of services first.' } },
  OPEN311_PLACE: { status: 400,
    zh: { title: '缺少地点', detail: '请给出 lat 和 long，或 address_string。', next: '补上地点后重新提交。' },
    en: { title: 'No location', detail: 'Send lat and long, or address_string.', next: 'Add the location and send again.' } },
  OPEN311_DESCRIPTION: { status: 400,
    zh: { title: '缺少说明', detail: 'description 至少 4 个字。', next: '请写明情况后重新提交。' },
    en: { title: 'No description', detail: 'The description needs at least 4 characters.', next: 'Describe the problem and send again.' } },
  OPEN311_ADDRESS: { status: 400,
    zh: { title: '找不到这个地址', detail: '“{address}”在本市地名地址库里没有结果。', next: '请改用 lat 和 long。' },
    en: { title: 'Address not found', detail: '“{address}” was not found in this city.', next: 'Send lat and long instead.' } },
});
