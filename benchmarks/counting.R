# The peers of benchmarks/counting.py: seconds for the same table, as "name value" lines.
# Usage: Rscript counting.R TABLE.csv; a package that is not installed is passed over.
path <- commandArgs(trailingOnly = TRUE)[1]
table <- read.csv(path)
lists <- table[, names(table) != "count"]
seen <- table$count > 0 & rowSums(lists) > 0
has <- function(name) suppressMessages(suppressWarnings(requireNamespace(name, quietly = TRUE)))
# Work of the process itself, so that a busy machine does not count.
seconds <- function(run) sum(system.time(run())[c("user.self", "sys.self")])
say <- function(...) cat(..., "\n")

if (has("Rcapture")) {
  cells <- as.matrix(table[rowSums(lists) > 0, ])
  say("rcapture.seconds", seconds(function() Rcapture::closedpMS.t(cells, dfreq = TRUE)))
}
if (has("LCMCR")) {
  persons <- lists[rep(which(seen), table$count[seen]), ]
  persons[] <- lapply(persons, factor, levels = c(0, 1))
  sampler <- LCMCR::lcmCR(persons, K = 10, seed = 1, buffer_size = 10000, thinning = 100,
                          verbose = FALSE)
  took <- seconds(function() {
    draws <<- LCMCR::lcmCR_PostSampl(sampler, burnin = 10000, samples = 1000,
                                     thinning = 100, output = FALSE)
  })
  say("lcmcr.seconds", took)
  say("lcmcr.draws", paste(draws, collapse = ","))
}
if (has("MultipleSystemsEstimation")) {
  say("mse.seconds", seconds(function()
    MultipleSystemsEstimation::estimatepopulation(table[rowSums(lists) > 0, ], nboot = 100)))
}
if (has("dga")) {
  size <- ncol(lists)
  counts <- array(0, dim = rep(2, size))
  counts[as.matrix(lists) + 1] <- table$count
  counts[1] <- 0
  utils::data(list = paste0("graphs", size), package = "dga")
  graphs <- get(paste0("graphs", size))
  say("dga.seconds", seconds(function() {
    weights <<- dga::bma.cr(counts, delta = 1 / 2^size, Nmissing = 0:40000, graphs = graphs)
  }))
  say("dga.mean", sum(weights) ^ -1 * sum(colSums(weights) * (sum(counts) + 0:40000)))
}
if (has("conting")) {
  frame <- data.frame(lapply(lists, factor), count = table$count)
  if (!any(rowSums(lists) == 0)) {
    first <- frame[1, ]
    first[names(lists)] <- "0"
    frame <- rbind(first, frame)
  }
  frame$count[rowSums(frame[names(lists)] == "1") == 0] <- NA
  formula <- as.formula(paste("count ~ (", paste(names(lists), collapse = "+"), ")^2"))
  took <- seconds(function() {
    sink(tempfile())
    fit <<- conting::bict(formula = formula, data = frame, n.sample = 2000)
    sink()
  })
  totals <- conting::total_pop(fit, n.burnin = 200)$TOT
  say("conting.seconds", took)
  say("conting.draws", paste(totals, collapse = ","))
}
