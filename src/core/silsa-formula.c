#include "silsa-formula.h"

#include "silsa-decimal.h"
#include "silsa-error.h"

#include <string.h>

/*
 * expression = term { ("+" | "-") term }
 * term       = factor { ("*" | "/") factor }
 * factor     = number | name | "(" expression ")"
 *
 * compiled into reverse Polish: no sign, no function, no exponent.
 */

#define MAX_NESTING 16

typedef enum { OP_NUMBER, OP_INPUT, OP_ADD, OP_SUBTRACT, OP_MULTIPLY, OP_DIVIDE } OpKind;

typedef struct {
  OpKind kind;
  guint index; /* of a number or an input */
} Op;

/* Invariant: run from an empty stack, `ops` leave exactly one value and never need more than
 * `stack_size`. */
struct _SilsaFormula {
  GArray *ops; /* of Op */
  GArray *numbers; /* of SilsaRational */
  guint n_inputs;
  guint stack_size;
};

typedef struct {
  SilsaFormula *formula;
  const char *at;
  const char *const *names;
  gboolean *used;
  guint nesting;
  guint height; /* of the stack, where the compiled part ends */
  GError **error;
} Compiler;

static gboolean compile_expression(Compiler *c);

static void
skip_space(Compiler *c)
{
  while (*c->at == ' ')
    c->at++;
}

static gboolean
fail(Compiler *c, SilsaError code, const char *rule, const char *found)
{
  silsa_error_set(c->error, code, rule, "formula refused at \"%.40s\"", c->at);
  silsa_error_with_found(c->error, found);
  return FALSE;
}

static void
emit(Compiler *c, OpKind kind, guint index)
{
  Op op = {kind, index};

  g_array_append_val(c->formula->ops, op);
  if (kind == OP_NUMBER || kind == OP_INPUT)
    c->formula->stack_size = MAX(c->formula->stack_size, ++c->height);
  else
    c->height--;
}

static gboolean
compile_number(Compiler *c)
{
  gsize length = strspn(c->at, "0123456789.");
  g_autofree char *text = g_strndup(c->at, length);
  SilsaRational *number;

  g_array_set_size(c->formula->numbers, c->formula->numbers->len + 1);
  number = &g_array_index(c->formula->numbers, SilsaRational, c->formula->numbers->len - 1);
  silsa_rational_init(number);
  if (!silsa_decimal_parse(text, number->q, NULL))
    return fail(c, SILSA_ERROR_INVALID, "formula-syntax", text);
  c->at += length;
  emit(c, OP_NUMBER, c->formula->numbers->len - 1);
  return TRUE;
}

static gboolean
compile_name(Compiler *c)
{
  gsize length = strspn(c->at, "abcdefghijklmnopqrstuvwxyz0123456789_");
  g_autofree char *name = g_strndup(c->at, length);

  for (guint i = 0; i < c->formula->n_inputs; i++)
    if (strcmp(name, c->names[i]) == 0) {
      c->at += length;
      c->used[i] = TRUE;
      emit(c, OP_INPUT, i);
      return TRUE;
    }
  return fail(c, SILSA_ERROR_INVALID, "formula-name", name);
}

static gboolean
compile_parentheses(Compiler *c)
{
  if (c->nesting == MAX_NESTING) {
    fail(c, SILSA_ERROR_LIMIT, "formula-depth", NULL);
    silsa_error_with_limit(c->error, G_STRINGIFY(MAX_NESTING));
    return FALSE;
  }
  c->at++;
  c->nesting++;
  if (!compile_expression(c))
    return FALSE;
  if (*c->at != ')')
    return fail(c, SILSA_ERROR_INVALID, "formula-syntax", c->at);
  c->at++;
  c->nesting--;
  return TRUE;
}

static gboolean
compile_factor(Compiler *c)
{
  gboolean ok;

  skip_space(c);
  if (g_ascii_isdigit(*c->at))
    ok = compile_number(c);
  else if (g_ascii_islower(*c->at))
    ok = compile_name(c);
  else if (*c->at == '(')
    ok = compile_parentheses(c);
  else
    ok = fail(c, SILSA_ERROR_INVALID, "formula-syntax", c->at);
  skip_space(c);
  return ok;
}

static gboolean
compile_term(Compiler *c)
{
  if (!compile_factor(c))
    return FALSE;
  while (*c->at == '*' || *c->at == '/') {
    OpKind kind = *c->at++ == '*' ? OP_MULTIPLY : OP_DIVIDE;

    if (!compile_factor(c))
      return FALSE;
    emit(c, kind, 0);
  }
  return TRUE;
}

static gboolean
compile_expression(Compiler *c)
{
  if (!compile_term(c))
    return FALSE;
  while (*c->at == '+' || *c->at == '-') {
    OpKind kind = *c->at++ == '+' ? OP_ADD : OP_SUBTRACT;

    if (!compile_term(c))
      return FALSE;
    emit(c, kind, 0);
  }
  return TRUE;
}

static gboolean
compile_all(Compiler *c)
{
  if (!compile_expression(c))
    return FALSE;
  if (*c->at != '\0')
    return fail(c, SILSA_ERROR_INVALID, "formula-syntax", c->at);
  for (guint i = 0; i < c->formula->n_inputs; i++)
    if (!c->used[i])
      return fail(c, SILSA_ERROR_INVALID, "formula-unused", c->names[i]);
  return TRUE;
}

SilsaFormula *
silsa_formula_new(const char *text, const char *const *names, guint n_names, GError **error)
{
  g_autoptr(SilsaFormula) self = g_new0(SilsaFormula, 1);
  g_autofree gboolean *used = g_new0(gboolean, n_names);
  Compiler c = {.formula = self, .at = text, .names = names, .used = used, .error = error};

  g_return_val_if_fail(text != NULL, NULL);

  self->n_inputs = n_names;
  self->ops = g_array_new(FALSE, FALSE, sizeof(Op));
  self->numbers = g_array_new(FALSE, TRUE, sizeof(SilsaRational));
  g_array_set_clear_func(self->numbers, (GDestroyNotify)silsa_rational_clear);
  return compile_all(&c) ? g_steal_pointer(&self) : NULL;
}

void
silsa_formula_free(SilsaFormula *self)
{
  if (self->ops != NULL)
    g_array_unref(self->ops);
  if (self->numbers != NULL)
    g_array_unref(self->numbers);
  g_free(self);
}

/* A place on the stack: an input or a number where it stands, or what was calculated. */
typedef struct {
  mpq_srcptr value;
  SilsaRational room;
} Place;

static gboolean
calculate(OpKind kind, Place *left, mpq_srcptr right)
{
  if (!left->room.live)
    silsa_rational_init(&left->room);
  switch (kind) {
  case OP_ADD:
    mpq_add(left->room.q, left->value, right);
    break;
  case OP_SUBTRACT:
    mpq_sub(left->room.q, left->value, right);
    break;
  case OP_MULTIPLY:
    mpq_mul(left->room.q, left->value, right);
    break;
  case OP_DIVIDE:
    if (mpq_sgn(right) == 0)
      return FALSE;
    mpq_div(left->room.q, left->value, right);
    break;
  case OP_NUMBER:
  case OP_INPUT:
    g_assert_not_reached();
  }
  left->value = left->room.q;
  return TRUE;
}

static gboolean
run(const SilsaFormula *self, mpq_srcptr const *inputs, Place *stack)
{
  guint height = 0;

  for (guint i = 0; i < self->ops->len; i++) {
    Op op = g_array_index(self->ops, Op, i);

    if (op.kind == OP_INPUT)
      stack[height++].value = inputs[op.index];
    else if (op.kind == OP_NUMBER)
      stack[height++].value = g_array_index(self->numbers, SilsaRational, op.index).q;
    else if (!calculate(op.kind, &stack[height - 2], stack[height - 1].value))
      return FALSE;
    else
      height--;
  }
  g_assert(height == 1);
  return TRUE;
}

SilsaFormulaResult
silsa_formula_evaluate(const SilsaFormula *self, mpq_srcptr const *inputs, mpq_ptr out)
{
  g_autofree Place *stack = g_new0(Place, self->stack_size);
  gboolean ok = run(self, inputs, stack);

  if (ok)
    mpq_set(out, stack[0].value);
  for (guint i = 0; i < self->stack_size; i++)
    silsa_rational_clear(&stack[i].room);
  return ok ? SILSA_FORMULA_OK : SILSA_FORMULA_DIVIDES_BY_ZERO;
}
