"""Sixteen numbers at a time, said outright.

A compiler makes vector instructions of a loop for as many numbers at once as it thinks best, some
dozens, and goes through what is left over one by one. Rows here are of some dozens: all of them is
left over. A row handed to these kernels is a multiple of ``LANES`` long, or is looked at twice
where it is not, which changes neither a least nor a largest number.
"""

from collections.abc import Callable
from typing import Any, Final

from llvmlite import ir
from numba import types
from numba.core import cgutils as _cgutils
from numba.extending import intrinsic

LANES: Final = 16
cgutils: Any = _cgutils


def _vector(builder: Any, context: Any, kind: Any, held: Any, at: Any) -> tuple[Any, int]:
    """Return where sixteen numbers of an array lie, and how they are aligned."""
    element = context.get_data_type(kind.dtype)
    data = context.make_array(kind)(context, builder, held).data
    place = builder.gep(data, [at])
    return builder.bitcast(place, ir.VectorType(element, LANES).as_pointer()), (
        kind.dtype.bitwidth // 8
    )


def _all(builder: Any, value: Any) -> Any:
    """Return sixteen times the same number."""
    vector = ir.VectorType(value.type, LANES)
    one = builder.insert_element(
        ir.Constant(vector, ir.Undefined), value, ir.Constant(ir.IntType(32), 0)
    )
    first = ir.Constant(ir.VectorType(ir.IntType(32), LANES), [0] * LANES)
    return builder.shuffle_vector(one, ir.Constant(vector, ir.Undefined), first)


def _read(builder: Any, place: Any, align: int) -> Any:
    made = builder.load(place)
    made.align = align
    return made


def _pick(builder: Any, sign: str, one: Any, other: Any) -> Any:
    return builder.select(builder.icmp_signed(sign, one, other), one, other)


def _row_against_row(sign: str, given: tuple[Any, ...]) -> tuple[Any, Callable[..., Any]]:
    """Return what picks of sixteen numbers and sixteen others with one more, number by number."""
    rows, row, others, other, _ = given
    signature = types.void(rows, row, others, other, rows.dtype)

    def code(context: Any, builder: Any, signed: Any, given: Any) -> Any:
        place, align = _vector(builder, context, signed.args[0], given[0], given[1])
        source, _ = _vector(builder, context, signed.args[2], given[2], given[3])
        added = builder.add(_read(builder, source, align), _all(builder, given[4]))
        kept = _pick(builder, sign, _read(builder, place, align), added)
        builder.store(kept, place).align = align
        return context.get_dummy_value()

    return signature, code


def _lower_some(typing: Any, rows: Any, row: Any, others: Any, other: Any, more: Any) -> Any:
    """Lower sixteen numbers of a row to those of another one and something more.

    Parameters
    ----------
    typing
        Given by numba.
    rows, row
        ``(n,)`` changed, and where in it: an uintp.
    others, other
        ``(n,)`` of the same type, and where in it.
    more
        Added to the other.
    """
    return _row_against_row("<", (rows, row, others, other, more))


def _lift_some(typing: Any, rows: Any, row: Any, others: Any, other: Any, more: Any) -> Any:
    """Raise sixteen numbers of a row to those of another one and something more.

    Parameters
    ----------
    typing
        Given by numba.
    rows, row
        ``(n,)`` changed, and where in it: an uintp.
    others, other
        ``(n,)`` of the same type, and where in it.
    more
        Added to the other.
    """
    return _row_against_row(">", (rows, row, others, other, more))


def _pass_on(
    typing: Any, known: Any, own: Any, ahead: Any, other: Any, budget: Any, up: Any, down: Any
) -> Any:
    """Lower sixteen numbers that are known to others, and raise budgets to what is known then.

    In one go, for what is written is not to be read again from memory.

    Parameters
    ----------
    typing
        Given by numba.
    known, own
        ``(n,)`` lowered, and where in it: an uintp.
    ahead, other
        ``(n,)`` of the same type, and where in it and in ``budget``.
    budget
        ``(n,)`` of the same type, raised.
    up, down
        Added to what is ahead, and taken off what is known.
    """
    signature = types.void(known, own, ahead, other, budget, known.dtype, known.dtype)

    def code(context: Any, builder: Any, signed: Any, given: Any) -> Any:
        place, align = _vector(builder, context, signed.args[0], given[0], given[1])
        source, _ = _vector(builder, context, signed.args[2], given[2], given[3])
        target, _ = _vector(builder, context, signed.args[4], given[4], given[3])
        added = builder.add(_read(builder, source, align), _all(builder, given[5]))
        least = _pick(builder, "<", _read(builder, place, align), added)
        left = builder.sub(least, _all(builder, given[6]))
        most = _pick(builder, ">", _read(builder, target, align), left)
        builder.store(least, place).align = align
        builder.store(most, target).align = align
        return context.get_dummy_value()

    return signature, code


def _largest(typing: Any, rows: Any, row: Any, size: Any) -> Any:
    """Return the largest of sixteen or more numbers.

    Parameters
    ----------
    typing
        Given by numba.
    rows, row, size
        ``(n,)``, where in it and of how many: an uintp each.
    """
    signature = rows.dtype(rows, row, size)

    def code(context: Any, builder: Any, signed: Any, given: Any) -> Any:
        kind, size = signed.args[0], given[2]
        lanes = ir.Constant(size.type, LANES)

        def some(at: Any) -> Any:
            place, align = _vector(builder, context, kind, given[0], builder.add(given[1], at))
            return _read(builder, place, align)

        made = some(ir.Constant(size.type, 0))
        most = cgutils.alloca_once(builder, made.type)
        builder.store(made, most)
        # The last sixteen may be partly among those before.
        last = builder.sub(size, lanes)
        with cgutils.for_range_slice(builder, lanes, last, lanes, size.type) as (at, _):
            builder.store(_pick(builder, ">", builder.load(most), some(at)), most)
        all_of = _pick(builder, ">", builder.load(most), some(last))
        name = f"llvm.vector.reduce.smax.v{LANES}i{kind.dtype.bitwidth}"
        one_of = ir.FunctionType(made.type.element, [made.type])
        return builder.call(cgutils.get_or_insert_function(builder.module, one_of, name), [all_of])

    return signature, code


lower_some: Any = intrinsic(_lower_some)
lift_some: Any = intrinsic(_lift_some)
pass_on: Any = intrinsic(_pass_on)
largest: Any = intrinsic(_largest)
