//! Times every case by criterion: `cargo bench -p vinculo-bench -- FILTER`, or all and beside the rest by `cargo xtask bench`.

use std::path::Path;

use criterion::{BatchSize, Criterion, SamplingMode, criterion_group, criterion_main};
use vinculo_bench::{Body, cases};

fn measure(criterion: &mut Criterion) {
    let directory = Path::new(env!("CARGO_TARGET_TMPDIR"));
    for case in cases::all() {
        let mut group = criterion.benchmark_group(case.group);
        // Where one call takes a millisecond, more of them for each next sample would take minutes.
        if case.group.starts_with("growth") || case.group == "journal" {
            group.sampling_mode(SamplingMode::Flat);
        }
        group.bench_function(&case.name, |bencher| match case.body(directory) {
            Body::Steady(call) => bencher.iter(call),
            Body::Fresh(mut make) => {
                bencher.iter_batched_ref(&mut make, |call| call(), BatchSize::SmallInput);
            }
        });
        group.finish();
    }
}

criterion_group!(benches, measure);
criterion_main!(benches);
