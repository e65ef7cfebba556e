# comment
library(stats); source("a.R")
total <- function(rows, limit = 1.5e-3, ..., na.rm = TRUE) {
  sum <- 0L; x = c(1:10, 0x1F, NA, NULL, Inf, -Inf, NaN)
  for (row in seq_along(rows)) { if (!is.null(row) && row %in% x || row %% 2 == 0) next else break }
  text <- paste0("a\n", 'it\'s', `odd name`, sep = ""); x[[1]]$name[-1] <<- y ~ z + log(x); repeat { while (FALSE) {} }
  switch(text, a = 1, stop("no")); lapply(x, function(i) i ^ 2) %>% print(); return(invisible(sum)); a -> b; !x; T & F | T
}
