namespace Hub.Certs.Signatures;

/// <summary>A point with coordinates in Montgomery's form; never infinity.</summary>
internal readonly record struct AffinePoint(UInt256 X, UInt256 Y);

/// <summary>A point X/Z², Y/Z³; infinity where Z is 0.</summary>
internal readonly record struct JacobianPoint(UInt256 X, UInt256 Y, UInt256 Z)
{
    internal bool IsInfinity => Z.IsZero;
}

/// <summary>
/// Doubling and addition on y² = x³ + ax + b, every exceptional case included: a signature is chosen by its sender, who may try to
/// meet one. For public points and scalars only (see <see cref="PrimeField"/>). Formulas: Hankerson, Menezes, Vanstone, Guide to
/// Elliptic Curve Cryptography, 3.2.2.
/// </summary>
internal sealed class PublicCurve
{
    private readonly UInt256 _a;
    private readonly bool _aIsMinusThree;

    internal PublicCurve(UInt256 p, UInt256 a)
    {
        Field = new PrimeField(p);
        _a = Field.Enter(a);
        _aIsMinusThree = UInt256.Subtract(p, a, out _) == new UInt256(3, 0, 0, 0);
    }

    internal PrimeField Field { get; }

    internal JacobianPoint Double(in JacobianPoint point)
    {
        var f = Field;
        if (point.IsInfinity || point.Y.IsZero)
        {
            return default;
        }

        var ySquared = f.Square(point.Y);
        var zSquared = f.Square(point.Z);
        var s = f.Multiply(point.X, ySquared);
        s = Twice(Twice(s));
        UInt256 m;
        if (_aIsMinusThree)
        {
            m = f.Multiply(f.Subtract(point.X, zSquared), f.Add(point.X, zSquared));
            m = f.Add(Twice(m), m);
        }
        else
        {
            var xSquared = f.Square(point.X);
            m = f.Add(f.Add(Twice(xSquared), xSquared), f.Multiply(_a, f.Square(zSquared)));
        }

        var x = f.Subtract(f.Square(m), Twice(s));
        var yFourth = f.Square(ySquared);
        var y = f.Subtract(f.Multiply(m, f.Subtract(s, x)), Twice(Twice(Twice(yFourth))));
        return new(x, y, Twice(f.Multiply(point.Y, point.Z)));
    }

    internal JacobianPoint Add(in JacobianPoint left, in AffinePoint right)
    {
        var f = Field;
        if (left.IsInfinity)
        {
            return new(right.X, right.Y, f.One);
        }

        var zSquared = f.Square(left.Z);
        var h = f.Subtract(f.Multiply(right.X, zSquared), left.X);
        var r = f.Subtract(f.Multiply(right.Y, f.Multiply(left.Z, zSquared)), left.Y);
        if (h.IsZero)
        {
            // The same x: the same point, or its opposite.
            return r.IsZero ? Double(left) : default;
        }

        var hSquared = f.Square(h);
        var hCubed = f.Multiply(h, hSquared);
        var v = f.Multiply(left.X, hSquared);
        var x = f.Subtract(f.Subtract(f.Square(r), hCubed), Twice(v));
        var y = f.Subtract(f.Multiply(r, f.Subtract(v, x)), f.Multiply(left.Y, hCubed));
        return new(x, y, f.Multiply(left.Z, h));
    }

    private UInt256 Twice(in UInt256 x) => Field.Add(x, x);
}
