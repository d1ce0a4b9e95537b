#include "silsa-verdict-look.h"

gboolean
silsa_report_is_settled(const SilsaReport *report)
{
  return report->verdict == SILSA_VERDICT_VALID && report->not_checked[0] == NULL;
}

SilsaVerdictLook
silsa_verdict_get_look(const SilsaReport *report)
{
  switch (report->verdict) {
  case SILSA_VERDICT_UNREADABLE:
  case SILSA_VERDICT_ALTERED:
  case SILSA_VERDICT_REFUSED:
    return (SilsaVerdictLook){"silsa-broken-symbolic", "refused", "error"};
  case SILSA_VERDICT_INCONSISTENT:
  case SILSA_VERDICT_INDETERMINATE:
  case SILSA_VERDICT_UNTRUSTED:
    return (SilsaVerdictLook){"silsa-seal-open-symbolic", "untrusted", "warning"};
  case SILSA_VERDICT_VALID:
    return (SilsaVerdictLook){"silsa-seal-symbolic",
                              silsa_report_is_settled(report) ? "valid" : "neutral", "warning"};
  }
  g_return_val_if_reached(((SilsaVerdictLook){"silsa-broken-symbolic", "refused", "error"}));
}
