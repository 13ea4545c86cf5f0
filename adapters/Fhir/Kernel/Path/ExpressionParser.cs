namespace Hub.Adapters.Fhir.Kernel.Path;

/// <summary>Parses FHIRPath by precedence climbing.</summary>
internal sealed class ExpressionParser
{
    private const int DepthMax = 64;

    private readonly ExpressionScanner _scanner;

    private int _depth;

    private ExpressionParser(string source) => _scanner = new ExpressionScanner(source);

    /// <exception cref="ExpressionException">The source is not FHIRPath or uses what is not implemented.</exception>
    public static Expression Parse(string source)
    {
        var parser = new ExpressionParser(source);
        var expression = parser.Binary(0, isFirst: true);
        parser._scanner.ExpectEnd();
        return expression;
    }

    // A higher number binds closer.
    private static int PrecedenceOf(string word) => word switch
    {
        "implies" => 1,
        "or" or "xor" => 2,
        "and" => 3,
        "in" or "contains" => 4,
        "=" or "!=" or "~" or "!~" => 5,
        "<" or ">" or "<=" or ">=" => 6,
        "|" => 7,
        "is" or "as" => 8,
        "+" or "-" or "&" => 9,
        "*" or "/" or "div" or "mod" => 10,
        _ => -1,
    };

    private Expression Binary(int min, bool isFirst)
    {
        if (++_depth > DepthMax)
        {
            throw new ExpressionException("The expression is nested too deeply.");
        }

        var left = Unary(isFirst);
        while (PrecedenceOf(_scanner.PeekOperator()) is var precedence && precedence >= Math.Max(min, 1))
        {
            var name = _scanner.PeekOperator();
            _scanner.Skip(name.Length);
            left = name is "is" or "as"
                ? new TypeTest(left, name == "as", _scanner.QualifiedName())
                : Join(name, left, Binary(precedence + 1, isFirst));
        }

        _depth--;
        return left;
    }

    private static Expression Join(string name, Expression left, Expression right) =>
        name is "and" or "or" or "xor" or "implies" ? new Logic(name, left, right) : new Operation(name, left, right);

    private Expression Unary(bool isFirst)
    {
        if (_scanner.Take("-"))
        {
            return new Negation(Unary(isFirst));
        }

        _scanner.Take("+");
        var expression = Term(isFirst);
        while (true)
        {
            if (_scanner.Take("."))
            {
                expression = new Chain(expression, Invocation(isFirst: false));
            }
            else if (_scanner.Take("["))
            {
                expression = new Indexer(expression, Binary(0, isFirst: true));
                _scanner.Expect("]");
            }
            else
            {
                return expression;
            }
        }
    }

    private Expression Term(bool isFirst)
    {
        if (_scanner.Take("("))
        {
            var inner = Binary(0, isFirst);
            _scanner.Expect(")");
            return inner;
        }

        if (_scanner.Take("{"))
        {
            _scanner.Expect("}");
            return new Literal(Values.None);
        }

        if (_scanner.Take("%"))
        {
            return new Variable(_scanner.NextIs('\'') ? _scanner.Text() : _scanner.Name());
        }

        return _scanner.Literal() is { } literal ? new Literal([literal]) : Invocation(isFirst);
    }

    private Expression Invocation(bool isFirst)
    {
        if (_scanner.Take("$"))
        {
            return _scanner.Name() switch
            {
                "this" => new This(),
                "index" => new ThisIndex(),
                "total" => new Total(),
                _ => throw new ExpressionException("Only $this, $index and $total are known."),
            };
        }

        var name = _scanner.Name();
        if (!_scanner.Take("("))
        {
            return new Member(name, isFirst);
        }

        if (name is "is" or "as" or "ofType")
        {
            var type = _scanner.QualifiedName();
            _scanner.Expect(")");
            return new TypeCall(name, type);
        }

        return Functions.Call(name, Arguments());
    }

    private Expression[] Arguments()
    {
        var arguments = new List<Expression>();
        if (!_scanner.Take(")"))
        {
            do
            {
                arguments.Add(Binary(0, isFirst: true));
            }
            while (_scanner.Take(","));
            _scanner.Expect(")");
        }

        return [.. arguments];
    }
}
