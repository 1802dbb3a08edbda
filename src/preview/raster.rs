//! Rasterizes a page.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_interpret::hayro_syntax::Pdf as Reading;
use hayro::hayro_interpret::util::TransformExt as _;
use hayro::kurbo::Affine;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::vello_cpu::{Pixmap, RasterizerSettings, RenderContext, Resources, TargetInit};
use hayro::{RenderCache, RenderSettings, render_into};

use super::render_request::RenderRequest;
use super::{PreviewError, substitute_fonts};

/// The rasterizer allows fifty nested form `XObjects`; each takes kilobytes of the stack.
const STACK_BYTES: usize = 64 << 20;

/// Renders a page as a PNG file.
pub(super) fn render_on_thread(request: &RenderRequest<'_>) -> Result<Vec<u8>, PreviewError> {
    const NO_THREAD: PreviewError = PreviewError::NotRendered { why: "no thread to draw on" };
    const GAVE_UP: PreviewError = PreviewError::NotRendered { why: "the rasterizer gave up" };
    std::thread::scope(|scope| {
        // The rasterizer is a dependency, and the file may be hostile: a panic in it must not end a batch.
        let draw = || catch_unwind(AssertUnwindSafe(|| render(request)));
        let thread = std::thread::Builder::new().stack_size(STACK_BYTES).spawn_scoped(scope, draw);
        thread.map_err(|_| NO_THREAD)?.join().map_err(|_| GAVE_UP)?.map_err(|_| GAVE_UP)?
    })
}

fn render(request: &RenderRequest<'_>) -> Result<Vec<u8>, PreviewError> {
    let failed = |why| PreviewError::NotRendered { why };
    let size = request.size;
    let reading = Reading::new_with_password(request.document.to_vec(), &request.password)
        .map_err(|_| failed("the rasterizer cannot read the file"))?;
    let page = reading.pages().get(request.page).ok_or(failed("the rasterizer finds no such page"))?;
    let settings = InterpreterSettings {
        font_resolver: Arc::new(|query| Some(substitute_fonts::substitute_font(query))),
        ..Default::default()
    };
    let mut context = RenderContext::new(size.width, size.height);
    let placed = Affine::scale(size.scale) * page.initial_transform(true).to_kurbo();
    // Glyphs at their exact positions, not on the pixel grid.
    let letters = RenderSettings { hinting: false, ..RenderSettings::default() };
    render_into(page, &RenderCache::new(), &settings, &letters, &mut context, placed);
    context.flush();
    let mut pixels = Pixmap::new(size.width, size.height);
    let onto_white = RasterizerSettings { target_init: TargetInit::Clear(WHITE), ..Default::default() };
    context.render_with(&mut pixels, &mut Resources::default(), onto_white);
    pixels.into_png().map_err(|_| failed("no PNG could be made"))
}
