#include "silsa-picture-view.h"

#include <math.h>

/* How a picture lies in its room: a photo of 4,000 by 3,000 in a room of 800 by 900. */

static SilsaPictureView
begin(int scale_factor)
{
  SilsaPictureView view = {.room_width = 800, .room_height = 900, .scale_factor = scale_factor};

  silsa_picture_view_begin(&view, 4000, 3000);
  return view;
}

static void
assert_near(double value, double wanted)
{
  g_assert_cmpfloat_with_epsilon(value, wanted, 1e-6);
}

static void
assert_in_room(const SilsaPictureView *view, double x, double y, double wanted_x, double wanted_y)
{
  double back_x, back_y;

  silsa_picture_view_to_room(view, &x, &y);
  assert_near(x, wanted_x);
  assert_near(y, wanted_y);
  back_x = x;
  back_y = y;
  silsa_picture_view_to_picture(view, &back_x, &back_y);
  silsa_picture_view_to_room(view, &back_x, &back_y);
  assert_near(back_x, x);
  assert_near(back_y, y);
}

/* Whole, it touches two sides and stands in the middle, whichever way up. */
static void
test_fits(void)
{
  static const double corners[4][4] = {/* where the upper left and the lower right come to lie */
                                       {0, 150, 800, 750},
                                       {737.5, 0, 62.5, 900},
                                       {800, 750, 0, 150},
                                       {62.5, 900, 737.5, 0}};
  SilsaPictureView view = begin(1);

  for (int turn = 0; turn < 4; turn++) {
    assert_in_room(&view, 0, 0, corners[turn][0], corners[turn][1]);
    assert_in_room(&view, 1, 1, corners[turn][2], corners[turn][3]);
    silsa_picture_view_turn(&view);
  }
  g_assert_cmpint(view.turn, ==, 0);
}

static void
test_small_picture(void)
{
  SilsaPictureView view = begin(1);

  silsa_picture_view_begin(&view, 40, 30);
  assert_near(silsa_picture_view_get_scale(&view), 2); /* and no more */
}

static void
test_device_pixels(void)
{
  SilsaPictureView view = begin(2);

  assert_near(silsa_picture_view_get_scale(&view), 0.2);
  assert_near(silsa_picture_view_get_zoom(&view), 0.4);
  silsa_picture_view_zoom_to(&view, 1, 400, 450);
  assert_near(silsa_picture_view_get_scale(&view), 0.5);
}

/* What lies below the mouse stays there, however the picture is turned. */
static void
test_zoom_keeps_place(void)
{
  for (int turn = 0; turn < 4; turn++) {
    SilsaPictureView view = begin(1);
    double x = 450, y = 400, after_x = 450, after_y = 400;

    view.turn = turn;
    silsa_picture_view_zoom_to(&view, 1, 400, 450);
    silsa_picture_view_to_picture(&view, &x, &y);
    silsa_picture_view_zoom_to(&view, 3, 450, 400);
    silsa_picture_view_to_picture(&view, &after_x, &after_y);
    assert_near(after_x, x);
    assert_near(after_y, y);
    assert_near(silsa_picture_view_get_zoom(&view), 3);
  }
}

static void
test_zoom_bounds(void)
{
  SilsaPictureView view = begin(1), none = {.scale_factor = 1};

  silsa_picture_view_zoom_to(&view, 100, 400, 450);
  assert_near(view.zoom, 16);
  silsa_picture_view_zoom_to(&view, 0.01, 400, 450);
  assert_near(view.zoom, 0); /* whole again */
  silsa_picture_view_zoom_to(&view, 0.2, 400, 450);
  assert_near(view.zoom, 0); /* as large as fits is whole, in a window of another size, too */
  silsa_picture_view_zoom_to(&none, 3, 0, 0);
  assert_near(none.zoom, 0);
}

/* The picture goes as far as its edge and no further; the way is that of the screen. */
static void
test_pan(void)
{
  static const int ways[4][2] = {{1, 0}, {0, -1}, {-1, 0}, {0, 1}};

  for (int turn = 0; turn < 4; turn++) {
    SilsaPictureView view = begin(1);

    view.turn = turn;
    silsa_picture_view_zoom_to(&view, 1, 400, 450);
    silsa_picture_view_pan(&view, 100, 0);
    assert_near(view.x, 0.5 + ways[turn][0] * 100 / 4000.0);
    assert_near(view.y, 0.5 + ways[turn][1] * 100 / 3000.0);
    silsa_picture_view_pan(&view, 1e6, 0);
    assert_near(ways[turn][0] != 0 ? view.x : view.y, ways[turn][0] + ways[turn][1] > 0
                                                          ? 1 - (ways[turn][0] != 0 ? 0.1 : 0.4 / 3)
                                                          : (ways[turn][0] != 0 ? 0.1 : 0.4 / 3));
  }
}

/* A smaller copy of it: the same place, as closely. */
static void
test_replace(void)
{
  SilsaPictureView view = begin(1);
  double x = 0, y = 0, after_x = 0, after_y = 0;

  silsa_picture_view_zoom_to(&view, 2, 100, 300);
  silsa_picture_view_turn(&view);
  silsa_picture_view_to_picture(&view, &x, &y);
  silsa_picture_view_replace(&view, 2000, 1500);
  silsa_picture_view_to_picture(&view, &after_x, &after_y);
  assert_near(after_x, x);
  assert_near(after_y, y);
  assert_near(view.zoom, 4);
  silsa_picture_view_zoom_to(&view, 0, 0, 0);
  silsa_picture_view_replace(&view, 4000, 3000);
  assert_near(view.zoom, 0);
}

static void
test_follow(void)
{
  SilsaPictureView view = begin(1), other = begin(1);

  silsa_picture_view_begin(&other, 1000, 1000); /* of another shape: closer by as much */
  silsa_picture_view_zoom_to(&view, 1, 100, 300);
  silsa_picture_view_follow(&other, &view);
  assert_near(other.x, view.x);
  assert_near(silsa_picture_view_get_scale(&other) / 0.8, 1 / 0.2);
  silsa_picture_view_zoom_to(&view, 0, 0, 0);
  silsa_picture_view_follow(&other, &view);
  assert_near(other.zoom, 0);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/picture-view/fits", test_fits);
  g_test_add_func("/picture-view/small-picture", test_small_picture);
  g_test_add_func("/picture-view/device-pixels", test_device_pixels);
  g_test_add_func("/picture-view/zoom-keeps-place", test_zoom_keeps_place);
  g_test_add_func("/picture-view/zoom-bounds", test_zoom_bounds);
  g_test_add_func("/picture-view/pan", test_pan);
  g_test_add_func("/picture-view/replace", test_replace);
  g_test_add_func("/picture-view/follow", test_follow);
  return g_test_run();
}
