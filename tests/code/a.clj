(ns visits.core (:require [clojure.string :as str]) (:import java.util.Date))
; comment
#_(ignored form)
(defn- total "Doc \"x\"" ^long [{:keys [a b] :as m} & rest] (let [x 0x1F y 1.5e3 z 22/7 c \newline] (->> rest (map #(+ % %2 1)) (filter odd?) (reduce +))))
(defmacro when-x [test & body] `(if ~test (do ~@body) nil)) @(atom {:a #{1 2} "b" #"re[gx]+\d"}) (def ^:dynamic *x* true) 'quoted (fn [x] (loop [] (recur)))
