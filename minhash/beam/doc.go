// Package beam finds near-duplicates as a pipeline of Apache Beam, for those whose texts
// are on a cluster.
//
// [Dedup] does what the stages of package batch do, with the same answers for the same
// settings:
//
//	texts ──sign──▶ sets ──bands──▶ candidates ──verify──▶ pairs ──rounds──▶ clusters ──▶ kept
//
// Every pair is verified by its sets: none is below the threshold. Clusters are the
// connected components of the pairs. Texts have their turn by the number of their words,
// most first, and then by id, in the order of bytes: a text is kept unless it makes a pair
// with one that was kept before. The same texts give the same pairs and clusters, on any
// number of workers and in any order.
//
// # Texts
//
// A set is the hashes of the shingles of a text, [Settings.Words] words each, as package
// shingle makes them without a language. A text shorter than a shingle is like those of
// the same words only, and one without words is like none. Ids should be valid UTF-8, or
// runners that are not written in Go may change them.
//
// # Clusters
//
// Components are made by rounds of large-star and small-star operations (Kiveris,
// Lattanzi, Mirrokni, Rastogi, Vassilvitskii, Connected components in MapReduce and
// beyond, SoCC 2014). The number of rounds is fixed when the pipeline is made:
// [Settings.Rounds]. Afterwards each text is looked at, whether it is in one cluster and
// in no other. If the rounds did not suffice, the run fails with [ErrNotConverged] before
// any cluster is given. They grow with the logarithm of the longest path within a cluster:
// a path of 1,000 texts took 8 rounds in one order and 10 in another, one of 4,000 took 10
// and 12.
//
// # Large buckets
//
// As in package batch, a bucket of more than [Settings.Bucket] unlike sets is joined as a
// whole, by one worker. If it has more than [Settings.Pairs] pairs, or needs more than
// [Settings.Memory], its texts are compared with at most 64 of it that are unlike each
// other. [Results].Skipped names such buckets, with the number of pairs not looked at.
// What is given is true then too; what is missing may leave a text kept that would be
// dropped, and a cluster in two. The one difference to package batch is in such a bucket:
// where there are texts of equal sets, the first in turn stands for them here, and the
// first in the input there.
//
// # Errors
//
// Two texts of one id stop the run, with [ErrDuplicate], and neither pairs nor clusters are
// given. Too few rounds stop it with [ErrNotConverged]: pairs may have been given then, and
// are right. Runners make text of the errors of workers: [Cause] finds these two in it.
//
// # Running it
//
// A program makes a pipeline with [Dedup] in it, calls beam.Init of the SDK first, and
// runs it by beamx.Run, whose flags choose the runner.
//
// Tried, and what the tests run: prism, the runner within the process, with version 2.77.0
// of the SDK.
//
//	dedup --runner=prism
//
// Not tried, and written from the documentation of Beam: Dataflow and Flink. All that
// goes to workers is registered and encoded, as it is on prism too, so that nothing is
// known to stand against them. On Dataflow, the program uploads itself as the worker, or,
// where it does not run on Linux, a build of it for Linux; the machine needs credentials of
// Google Cloud:
//
//	dedup --runner=dataflow --project=PROJECT --region=REGION \
//		--staging_location=gs://BUCKET/staging --temp_location=gs://BUCKET/temp
//
// On Flink, a job server of Beam stands between, of which there is one for each version of
// Flink, here 1.VERSION. Workers run in containers, or in the program itself if it says
// --environment_type=LOOPBACK and Flink can reach it:
//
//	docker run --net=host apache/beam_flink1.VERSION_job_server:2.77.0 --flink-master=HOST:8081
//	dedup --runner=flink --endpoint=localhost:8099
//
// With the SDK, its runners and what they stand on, go.mod names 70 further modules. That is
// why this package is a module of its own.
package beam
