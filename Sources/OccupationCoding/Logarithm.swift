import Foundation

func logarithm(_ value: Double) -> Double { log(value) }

func logarithm(_ value: Float) -> Float { Float(log(Double(value))) }

func exponential(_ value: Double) -> Double { exp(value) }

func exponential(_ value: Float) -> Float { Float(exp(Double(value))) }
