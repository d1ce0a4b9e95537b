#pragma once

#include "workshop.h"

G_BEGIN_DECLS

/* The table of attacks: what is done to a good package, and what has to be said of it. Each of the
 * files attacks-….c has the rows of one kind. */

/** The workshop that all of them start from. */
Workshop *attacks_shop(void);
/** Where to lay down what was crafted. (transfer full) */
char *attacks_path(void) G_GNUC_WARN_UNUSED_RESULT;

/** Prints a row of the table. Fails where verdict or (not NULL) code are others, where a problem
 * has no words, or where content is handed out that is not intact. */
void
attacks_judge(const char *name, const SilsaReport *report, SilsaVerdict verdict, const char *code);

/** One attack on a good package whose entries can be changed as one likes. */
typedef struct {
  Workshop *shop;
  GPtrArray *entries;
  SilsaIdentity *signer; /* who signs anew, or NULL: the signature stays as it was */
  gint64 time; /* of the new signature, 0: now */
  gboolean unknown; /* the signer is not trusted */
  gboolean later; /* and a photo is changed after signing */
} Attack;

typedef struct {
  const char *name;
  void (*craft)(Attack *attack);
  SilsaVerdict verdict;
  const char *code; /* that has to be among the problems, or NULL */
} AttackRow;

/** Signs anew with the trusted key. */
void attack_resign(Attack *attack);
/** Signs anew with another key, which the payload then names; trusted unless said otherwise. */
void attack_sign_as(Attack *attack, const Kind *kind);
/** Changes one bit in the middle of an entry. */
void attack_flip(Entry *entry);
void attacks_add_rows(const char *kind, const AttackRow *rows, gsize n);

/** Adds a test for a row. */
void attacks_add(const char *kind, const char *name, gconstpointer row, GTestDataFunc func);

void attacks_add_container(void);
void attacks_add_entries(void);
void attacks_add_signature(void);
void attacks_add_profile(void);
void attacks_add_content(void);

G_END_DECLS
