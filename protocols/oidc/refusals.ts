import type { Refusal } from '#kernel/errors/refusal.ts';
import { refuse } from './errors.ts';

/** What the library found wrong, in the words of a person who has only pressed “sign in”. */
export function refusalOf({ error, error_description: reason = '' }: { readonly error: string; readonly error_description?: string | undefined }): Refusal {
  if (error === 'invalid_client') return refuse('APPLICATION_UNKNOWN');
  if (error === 'invalid_redirect_uri' || /redirect_uri/.test(reason)) return refuse('RETURN_ADDRESS_WRONG');
  if (/expired|session|interaction|xsrf|logout details|device form/.test(reason)) return refuse('AUTHORIZATION_EXPIRED');
  return refuse('AUTHORIZATION_REFUSED', { reason: reason ? `${error}: ${reason}` : error });
}
