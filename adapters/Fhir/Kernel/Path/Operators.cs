using System.Globalization;

namespace Hub.Adapters.Fhir.Kernel.Path;

/// <summary><c>target.next</c>.</summary>
internal sealed class Chain(Expression target, Expression next) : Expression
{
    public override FhirNode[] Evaluate(Evaluation evaluation, FhirNode[] focus) => next.Evaluate(evaluation, target.Evaluate(evaluation, focus));
}

/// <summary><c>target[index]</c>.</summary>
internal sealed class Indexer(Expression target, Expression index) : Expression
{
    public override FhirNode[] Evaluate(Evaluation evaluation, FhirNode[] focus)
    {
        var items = target.Evaluate(evaluation, focus);
        return Values.Integer(index.Evaluate(evaluation, evaluation.This)) is { } at && at >= 0 && at < items.Length ? [items[at]] : Nothing;
    }
}

/// <summary><c>-operand</c>.</summary>
internal sealed class Negation(Expression operand) : Expression
{
    public override FhirNode[] Evaluate(Evaluation evaluation, FhirNode[] focus) =>
        Values.Single(operand.Evaluate(evaluation, focus)) is not { } item ? Nothing
        : Values.Number(item) is not { } number ? throw new ExpressionException("Only a number can be negated.")
        : item.Type == "decimal" ? Values.Of(-number) : Values.Of((int)-number);
}

/// <summary><c>operand is Type</c>, <c>operand as Type</c>.</summary>
internal sealed class TypeTest(Expression operand, bool isCast, string type) : Expression
{
    public override FhirNode[] Evaluate(Evaluation evaluation, FhirNode[] focus)
    {
        var items = operand.Evaluate(evaluation, focus);
        return isCast ? Types.Only(items, type) : Values.Single(items) is { } item ? Values.Of(Types.Is(item, type)) : Nothing;
    }
}

/// <summary><c>and</c>, <c>or</c>, <c>xor</c>, <c>implies</c> with three values.</summary>
internal sealed class Logic(string name, Expression left, Expression right) : Expression
{
    public override FhirNode[] Evaluate(Evaluation evaluation, FhirNode[] focus)
    {
        var first = Values.Truth(left.Evaluate(evaluation, focus));
        if (first is { } known && (name, known) is ("and", false) or ("or", true) or ("implies", false))
        {
            return Values.Of(name != "and");
        }

        var second = Values.Truth(right.Evaluate(evaluation, focus));
        return Values.Of(name switch
        {
            "and" => first & second,
            "or" => first | second,
            "xor" => first ^ second,
            _ => first is null ? (second == true ? true : null) : second,
        });
    }
}

/// <summary>The other operators.</summary>
internal sealed class Operation(string name, Expression left, Expression right) : Expression
{
    public override FhirNode[] Evaluate(Evaluation evaluation, FhirNode[] focus)
    {
        var first = left.Evaluate(evaluation, focus);
        var second = right.Evaluate(evaluation, focus);
        evaluation.Spend(first.Length + second.Length);
        return name switch
        {
            "=" => Values.Of(Comparison.Equal(first, second)),
            "!=" => Values.Of(!Comparison.Equal(first, second)),
            "~" => Values.Of(Comparison.Equivalent(first, second)),
            "!~" => Values.Of(!Comparison.Equivalent(first, second)),
            "<" => Values.Of(Comparison.Order(first, second) is { } order ? order < 0 : null),
            ">" => Values.Of(Comparison.Order(first, second) is { } order ? order > 0 : null),
            "<=" => Values.Of(Comparison.Order(first, second) is { } order ? order <= 0 : null),
            ">=" => Values.Of(Comparison.Order(first, second) is { } order ? order >= 0 : null),
            "|" => Distinct.Of(evaluation, [.. first, .. second]),
            "in" => Contains(second, first),
            "contains" => Contains(first, second),
            "&" => Values.Of(Values.Text(first) + Values.Text(second)),
            _ => Arithmetic(first, second),
        };
    }

    private static FhirNode[] Contains(FhirNode[] items, FhirNode[] sought) =>
        Values.Single(sought) is { } item ? Values.Of(items.Any(other => Comparison.Same(other, item))) : Nothing;

    private FhirNode[] Arithmetic(FhirNode[] first, FhirNode[] second)
    {
        if (Values.Single(first) is not { } left || Values.Single(second) is not { } right)
        {
            return Nothing;
        }

        if (Values.Number(left) is not { } a || Values.Number(right) is not { } b)
        {
            return name == "+" && !Values.IsNumber(left) && !Values.IsNumber(right)
                ? Values.Of(left.Value + right.Value)
                : throw new ExpressionException("Numbers are expected on both sides of " + name);
        }

        try
        {
            var isWhole = left.Type != "decimal" && right.Type != "decimal";
            return name switch
            {
                "+" => Whole(a + b, isWhole),
                "-" => Whole(a - b, isWhole),
                "*" => Whole(a * b, isWhole),
                _ when b == 0 => Nothing,
                "/" => Values.Of(a / b),
                "div" => Whole(decimal.Truncate(a / b), isWhole: true),
                _ => Whole(a % b, isWhole),
            };
        }
        catch (OverflowException)
        {
            return Nothing;
        }
    }

    private static FhirNode[] Whole(decimal value, bool isWhole) => isWhole
        ? [new FhirNode(string.Empty, "integer", value.ToString("0", CultureInfo.InvariantCulture))]
        : Values.Of(value);
}
